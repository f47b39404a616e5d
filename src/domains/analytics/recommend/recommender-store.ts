import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Packed } from './pack-recommender.ts';

/** Keeps what a run learnt, and drops what earlier runs did but the one that counts until this is done. */
export async function keepRecommender(
  tx: Tx,
  shopId: number,
  { runId, body }: { runId: number; body: Packed },
): Promise<void> {
  await sql`
    delete from analytics.recommenders r where shop_id = ${shopId} and run_id is distinct from (
      select run_id from analytics.model_runs
      where shop_id = ${shopId} and model = 'recommendation' and status = 'done'
      order by as_of desc, run_id desc limit 1)`.execute(tx);
  await sql`
    insert into analytics.recommenders (shop_id, run_id, body)
    values (${shopId}, ${runId}, ${JSON.stringify(body)}::jsonb)`.execute(tx);
}

/** Undefined: a newer run took its place meanwhile. */
export async function readRecommender(tx: Tx, shopId: number, runId: number): Promise<Packed | undefined> {
  const { rows } = await sql<{ body: Packed }>`
    select body from analytics.recommenders where shop_id = ${shopId} and run_id = ${runId}`.execute(tx);
  return rows[0]?.body;
}
