import { sql } from 'kysely';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { addDays } from '../metrics/days.ts';
import { shopDay } from '../people/shop-day.ts';
import type { ModelTask } from './model-task.ts';
import { type KeptRun, outlived } from './sweep-rules.ts';

/** How a model did is known for so long, its scores or not. */
const FORGOTTEN = "interval '3 years'";
/** Who was acted on by scores is known for so many days. */
const DAYS_OF_EXPOSURES = 400;

/**
 * Takes scores that have had their time out of ClickHouse (sweep-rules.ts). Their runs are no longer read first, then the
 * rows go, then that is written down: cut off anywhere, the next sweep goes on.
 */
export async function sweepScores({ platform, shop }: Pick<ModelTask, 'platform' | 'shop'>): Promise<number> {
  const { shopId } = shop;
  const due = await withShop(platform.db, shopId, (tx) => markOutlived(tx, shopId));
  for (const [asOf, runs] of byDay(due))
    await platform.clickhouse.command(
      `ALTER TABLE {{local scores}} DELETE IN PARTITION {day:String}
      WHERE shop_id = {shop:UInt32} AND run_id IN {runs:Array(UInt64)} SETTINGS mutations_sync = 2`,
      { shop: shopId, runs, day: asOf },
    );
  const ids = due.map((it) => it.runId);
  await withShop(platform.db, shopId, (tx) =>
    sql`update analytics.model_runs set is_swept = true
      where shop_id = ${shopId} and run_id = any(${ids}::bigint[])`.execute(tx),
  );
  await sweepExposures({ platform, shop });
  return due.length;
}

async function sweepExposures({ platform, shop }: Pick<ModelTask, 'platform' | 'shop'>): Promise<void> {
  const day = addDays(shopDay(platform.clock.now(), shop), -DAYS_OF_EXPOSURES);
  const where = 'shop_id = {shop:UInt32} AND day < {day:Date}';
  const found = await platform.clickhouse.query({
    sql: `SELECT day FROM exposures WHERE ${where} LIMIT 1`,
    ...{ shopId: shop.shopId, params: { day } },
  });
  if (found.length === 0) return;
  await platform.clickhouse.command(`ALTER TABLE {{local exposures}} DELETE WHERE ${where}`, {
    ...{ shop: shop.shopId, day },
  });
}

/** Everything that is to go, or began to. */
async function markOutlived(tx: Tx, shopId: number): Promise<KeptRun[]> {
  const { rows } = await sql<KeptRun>`
    select run_id as "runId", model, as_of as "asOf", status from analytics.model_runs
    where shop_id = ${shopId} and not is_outlived`.execute(tx);
  await sql`
    update analytics.model_runs set is_outlived = true
    where shop_id = ${shopId} and run_id = any(${outlived(rows)}::bigint[])`.execute(tx);
  await sql`
    delete from analytics.model_runs
    where shop_id = ${shopId} and is_swept and finished_at < now() - ${sql.raw(FORGOTTEN)}`.execute(tx);
  const due = await sql<KeptRun>`
    select run_id as "runId", model, as_of as "asOf", status from analytics.model_runs
    where shop_id = ${shopId} and is_outlived and not is_swept`.execute(tx);
  return due.rows;
}

function byDay(runs: readonly KeptRun[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { asOf, runId } of runs) found.set(asOf, [...(found.get(asOf) ?? []), runId]);
  return found;
}
