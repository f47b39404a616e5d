import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

/** That somebody did a task, or put it off. */
export interface Mark {
  readonly task: string;
  readonly state: 'done' | 'snoozed';
  readonly until: Date;
  /** How much there was to do then. */
  readonly count: number;
  readonly markedBy: string;
  readonly markedAt: Date;
}

export async function readMarks(tx: Tx, shopId: number): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select task, state, until, count, marked_by as "markedBy", marked_at as "markedAt"
    from reports.worklist_marks where shop_id = ${shopId}`.execute(tx);
  return rows;
}

export async function writeMark(tx: Tx, shopId: number, it: Mark): Promise<void> {
  await sql`
    insert into reports.worklist_marks (shop_id, task, state, until, count, marked_by, marked_at)
    values (${shopId}, ${it.task}, ${it.state}, ${it.until}, ${it.count}, ${it.markedBy}, ${it.markedAt})
    on conflict (shop_id, task) do update set state = excluded.state, until = excluded.until, count = excluded.count,
      marked_by = excluded.marked_by, marked_at = excluded.marked_at`.execute(tx);
}

export async function deleteMark(tx: Tx, shopId: number, task: string): Promise<void> {
  await sql`delete from reports.worklist_marks where shop_id = ${shopId} and task = ${task}`.execute(tx);
}
