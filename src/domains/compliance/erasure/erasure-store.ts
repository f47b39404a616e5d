import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';

export interface Erasure {
  readonly erasure_id: number;
  readonly person_ids: number[];
  readonly erased_at: Date;
  readonly steps_done: string[];
  readonly finished_at: Date | null;
}

const columns = sql.raw('erasure_id, person_ids, erased_at, steps_done, finished_at');

/** The unfinished erasure of these persons, or a new one: asked for twice it is one. */
export async function beginErasure(
  tx: Tx,
  it: {
    readonly shopId: number;
    readonly personIds: readonly number[];
    readonly at: Date;
    readonly by: string;
  },
): Promise<Erasure> {
  const { rows: found } = await sql<Erasure>`
    select ${columns} from compliance.erasures
    where shop_id = ${it.shopId} and finished_at is null and person_ids = ${it.personIds}::int[]`.execute(tx);
  if (found[0] !== undefined) return found[0];
  const { rows } = await sql<Erasure>`
    insert into compliance.erasures (shop_id, person_ids, erased_at, begun_by)
    values (${it.shopId}, ${it.personIds}::int[], ${it.at}, ${it.by}) returning ${columns}`.execute(tx);
  return rows[0]!;
}

export async function readUnfinished(tx: Tx, shopId: number): Promise<Erasure[]> {
  const { rows } = await sql<Erasure>`
    select ${columns} from compliance.erasures where shop_id = ${shopId} and finished_at is null
    order by erasure_id`.execute(tx);
  return rows;
}

export async function markStep(tx: Tx, shopId: number, erasureId: number, step: string): Promise<void> {
  await sql`
    update compliance.erasures set steps_done = array_append(steps_done, ${step}::text)
    where shop_id = ${shopId} and erasure_id = ${erasureId} and not ${step}::text = any(steps_done)`.execute(
    tx,
  );
}

export async function finishErasure(tx: Tx, shopId: number, erasureId: number): Promise<void> {
  await sql`update compliance.erasures set finished_at = now()
    where shop_id = ${shopId} and erasure_id = ${erasureId} and finished_at is null`.execute(tx);
}

/** When an erasure of the shop was last finished, by the database's clock. */
export async function lastErased(tx: Tx, shopId: number): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(finished_at) as at from compliance.erasures where shop_id = ${shopId}`.execute(tx);
  return rows[0]?.at ?? undefined;
}
