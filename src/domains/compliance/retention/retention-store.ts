import { sql } from 'kysely';
import type { RetentionSubjectCode } from '../../../contract/retention.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { cutOf } from './retention-rules.ts';

export interface Term {
  readonly subject: RetentionSubjectCode;
  readonly months: number;
}

export async function readTerms(tx: Tx, shopId: number): Promise<Term[]> {
  const { rows } = await sql<Term>`
    select subject, months from compliance.retention_terms where shop_id = ${shopId}`.execute(tx);
  return rows;
}

export async function writeTerm(tx: Tx, shopId: number, term: Term & { readonly by: string }): Promise<void> {
  await sql`
    insert into compliance.retention_terms (shop_id, subject, months, set_by)
    values (${shopId}, ${term.subject}, ${term.months}, ${term.by})
    on conflict (shop_id, subject) do update
      set months = excluded.months, set_by = excluded.set_by, set_at = now()`.execute(tx);
}

/** True when there was one. */
export async function deleteTerm(tx: Tx, shopId: number, subject: string): Promise<boolean> {
  const { rows } = await sql`
    delete from compliance.retention_terms where shop_id = ${shopId} and subject = ${subject}
    returning subject`.execute(tx);
  return rows.length > 0;
}

export interface Run {
  readonly runId: number;
  readonly beforeDay: string;
  readonly state: 'keeping' | 'dropping';
}

interface NewRun {
  readonly subject: RetentionSubjectCode;
  readonly beforeDay: string;
  readonly by: string;
}

/** The unfinished run of a subject, or a new one in its place: one statement, so that there is never a second. */
export async function beginRun(tx: Tx, shopId: number, { subject, beforeDay, by }: NewRun): Promise<Run> {
  const { rows } = await sql<Run>`
    insert into compliance.retention_runs as r (shop_id, subject, before_day, started_by)
    values (${shopId}, ${subject}, ${beforeDay}::date, ${by})
    on conflict (shop_id, subject) where state <> 'done' do update set started_by = r.started_by
    returning run_id as "runId", before_day as "beforeDay", state`.execute(tx);
  return rows[0]!;
}

/** From now on what goes is going: what stays of it has been written. */
export async function markDropping(tx: Tx, shopId: number, runId: number): Promise<void> {
  await sql`
    update compliance.retention_runs set state = 'dropping'
    where shop_id = ${shopId} and run_id = ${runId} and state = 'keeping'`.execute(tx);
}

export async function markDone(
  tx: Tx,
  shopId: number,
  run: { runId: number; rows: number; at: Date },
): Promise<void> {
  await sql`
    update compliance.retention_runs set state = 'done', rows_dropped = ${run.rows}, finished_at = ${run.at}
    where shop_id = ${shopId} and run_id = ${run.runId} and state = 'dropping'`.execute(tx);
}

/** Subjects a run of which ended since then. */
export async function doneSince(tx: Tx, shopId: number, since: Date): Promise<Set<string>> {
  const { rows } = await sql<{ subject: string }>`
    select distinct subject from compliance.retention_runs
    where shop_id = ${shopId} and state = 'done' and finished_at >= ${since}`.execute(tx);
  return new Set(rows.map(({ subject }) => subject));
}

/** The first instant of which data of this subject is kept; undefined where none was ever dropped. */
export async function firstKept(
  tx: Tx,
  shopId: number,
  subject: RetentionSubjectCode,
): Promise<Date | undefined> {
  const { rows } = await sql<{ day: string | null; zone: string }>`
    select (select max(before_day) from compliance.retention_runs
      where shop_id = ${shopId} and subject = ${subject}) as day, time_zone as zone
    from platform.shops where shop_id = ${shopId}`.execute(tx);
  const { day, zone } = rows[0]!;
  return day === null ? undefined : cutOf(day, zone).before;
}
