import { sql } from 'kysely';
import type { PeopleFilter } from '../../../contract/people.ts';
import type { Tx } from '../../../platform/db/postgres.ts';

/** One bulk tag of everybody a view holds. */
export interface TagRun {
  readonly runId: number;
  readonly act: 'tag' | 'untag';
  readonly tag: string;
  readonly expiresAt: Date | null;
  readonly filter: PeopleFilter;
  readonly state: 'running' | 'done' | 'undoing' | 'undone';
  /** The last customer gone through. */
  readonly place: number;
  readonly total: number;
  readonly seen: number;
  readonly changed: number;
  readonly begunBy: string;
  readonly begunAt: Date;
  readonly finishedAt: Date | null;
}

const columns = sql`run_id as "runId", act, tag, expires_at as "expiresAt", filter, state, place, total, seen, changed,
  begun_by as "begunBy", begun_at as "begunAt", finished_at as "finishedAt"`;

export type NewRun = Pick<TagRun, 'act' | 'tag' | 'filter' | 'total' | 'begunBy' | 'begunAt'> & {
  readonly expiresAt: string | undefined;
};

export async function insertRun(tx: Tx, shopId: number, it: NewRun): Promise<TagRun> {
  const { rows } = await sql<TagRun>`
    insert into customers.tag_runs (shop_id, act, tag, expires_at, filter, total, begun_by, begun_at)
    values (${shopId}, ${it.act}, ${it.tag}, ${it.expiresAt ?? null}::timestamptz, ${JSON.stringify(it.filter)}::jsonb,
      ${it.total}, ${it.begunBy}, ${it.begunAt}) returning ${columns}`.execute(tx);
  return rows[0]!;
}

export async function readRun(tx: Tx, shopId: number, runId: number): Promise<TagRun | undefined> {
  const { rows } = await sql<TagRun>`
    select ${columns} from customers.tag_runs where shop_id = ${shopId} and run_id = ${runId}`.execute(tx);
  return rows[0];
}

/** Locks the run for one piece of work; undefined where it stands in another state, or another process is at it. */
export async function lockRun(
  tx: Tx,
  shopId: number,
  it: Pick<TagRun, 'runId' | 'state'>,
): Promise<TagRun | undefined> {
  const { rows } = await sql<TagRun>`
    select ${columns} from customers.tag_runs
    where shop_id = ${shopId} and run_id = ${it.runId} and state = ${it.state} for update`.execute(tx);
  return rows[0];
}

export async function openRuns(tx: Tx, shopId: number): Promise<TagRun[]> {
  const { rows } = await sql<TagRun>`
    select ${columns} from customers.tag_runs
    where shop_id = ${shopId} and state in ('running', 'undoing') order by run_id`.execute(tx);
  return rows;
}

export interface Step {
  readonly runId: number;
  readonly place: number;
  readonly seen: number;
  readonly changed: number;
}

export async function moveRun(tx: Tx, shopId: number, it: Step): Promise<void> {
  await sql`update customers.tag_runs set place = ${it.place}, seen = seen + ${it.seen}, changed = changed + ${it.changed},
      moved_at = now()
    where shop_id = ${shopId} and run_id = ${it.runId}`.execute(tx);
}

export async function endRun(
  tx: Tx,
  shopId: number,
  { runId, state, now }: { runId: number; state: 'done' | 'undone'; now: Date },
): Promise<void> {
  await sql`update customers.tag_runs set state = ${state}, finished_at = ${now}
    where shop_id = ${shopId} and run_id = ${runId}`.execute(tx);
}

/** From done to undoing, if it is done and not older than `since`. */
export async function beginUndo(
  tx: Tx,
  shopId: number,
  { runId, since }: { runId: number; since: Date },
): Promise<TagRun | undefined> {
  const { rows } = await sql<TagRun>`
    update customers.tag_runs set state = 'undoing', place = 0, finished_at = null, moved_at = now()
    where shop_id = ${shopId} and run_id = ${runId} and state = 'done' and begun_at > ${since}
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Notes the tag of these persons as it stands, null where it does not; once a run and person. */
export async function noteBefore(
  tx: Tx,
  shopId: number,
  { run, personIds }: { run: TagRun; personIds: readonly number[] },
): Promise<void> {
  await sql`
    insert into customers.tag_run_persons (shop_id, run_id, person_id, before)
    select ${shopId}, ${run.runId}, id, to_jsonb(t) - 'shop_id' - 'person_id' - 'tag'
    from unnest(${personIds}::int[]) as id
    left join customers.tags t on t.shop_id = ${shopId} and t.person_id = id and t.tag = ${run.tag}
    order by id on conflict do nothing`.execute(tx);
}

/** Of these persons, forgets those whom the run changed nothing of. */
export async function forgetUnchanged(
  tx: Tx,
  shopId: number,
  { runId, personIds, changed }: { runId: number; personIds: readonly number[]; changed: readonly number[] },
): Promise<void> {
  await sql`delete from customers.tag_run_persons where shop_id = ${shopId} and run_id = ${runId}
    and person_id = any(${personIds}::int[]) and person_id <> all(${changed}::int[])`.execute(tx);
}

/**
 * Puts back the tag of the next persons behind `place` as it stood: away where it was not, as it was where it was. A tag
 * that somebody else has set or taken since stays as they left it. Answers the persons looked at and those changed.
 */
export async function putBack(
  tx: Tx,
  shopId: number,
  { run, limit }: { run: TagRun; limit: number },
): Promise<{ persons: number[]; changed: number[] }> {
  const { rows } = await sql<{ person_id: number }>`
    select person_id from customers.tag_run_persons
    where shop_id = ${shopId} and run_id = ${run.runId} and person_id > ${run.place}
    order by person_id limit ${limit}`.execute(tx);
  const persons = rows.map((row) => row.person_id);
  const ours = sql`t.shop_id = ${shopId} and t.tag = ${run.tag} and t.person_id = b.person_id
    and t.added_by = ${run.begunBy} and t.source = 'staff'`;
  const of = sql`(select person_id, before from customers.tag_run_persons
    where shop_id = ${shopId} and run_id = ${run.runId} and person_id = any(${persons}::int[])) b`;
  const taken = await sql<{ person_id: number }>`
    delete from customers.tags t using ${of} where ${ours} and b.before is null returning t.person_id`.execute(
    tx,
  );
  const reset = await sql<{ person_id: number }>`
    update customers.tags t set source = b.before ->> 'source', added_by = b.before ->> 'added_by',
      added_at = (b.before ->> 'added_at')::timestamptz, expires_at = (b.before ->> 'expires_at')::timestamptz,
      import_id = (b.before ->> 'import_id')::bigint
    from ${of} where ${ours} and b.before is not null returning t.person_id`.execute(tx);
  const given = await sql<{ person_id: number }>`
    insert into customers.tags (shop_id, person_id, tag, source, added_by, added_at, expires_at, import_id)
    select ${shopId}, b.person_id, ${run.tag}, b.before ->> 'source', b.before ->> 'added_by',
      (b.before ->> 'added_at')::timestamptz, (b.before ->> 'expires_at')::timestamptz, (b.before ->> 'import_id')::bigint
    from ${of} join customers.persons p on p.shop_id = ${shopId} and p.person_id = b.person_id
    where b.before is not null order by b.person_id
    on conflict (shop_id, person_id, tag) do nothing returning person_id`.execute(tx);
  const changed = [...taken.rows, ...reset.rows, ...given.rows].map((row) => row.person_id);
  return { persons, changed };
}

/** What an undo would need is kept for a month. */
export async function forgetOldRuns(tx: Tx, shopId: number, before: Date): Promise<void> {
  await sql`
    delete from customers.tag_run_persons where shop_id = ${shopId} and run_id in (
      select run_id from customers.tag_runs
      where shop_id = ${shopId} and begun_at < ${before} and state in ('done', 'undone'))`.execute(tx);
}
