import type { LiftScore } from '../../../contract/lift.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import type { AnalysedShop, Asking } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { currentScores, scoresOfCustomers } from '../scores/current-scores.ts';
import { type Act, noteExposures } from './note-exposures.ts';

/** People whom a model's scores chose for something. */
export interface Reaching extends Pick<Act, 'score' | 'way'> {
  readonly platform: Pick<Platform, 'db' | 'clickhouse' | 'clock' | 'fence'>;
  readonly shop: AnalysedShop;
  readonly customerIds: readonly number[];
  /** Left out because they are held out. */
  readonly isHeld: boolean;
}

/** What customers are compared alike by: the share that says most of what is done about it. */
const bandedBy: Readonly<Partial<Record<LiftScore, string>>> = {
  churn: 'churn-risk',
  'next-purchase': 'buys-30-days',
};
/** Of those without a score: a segment may choose them for something else. */
const NO_BAND = 10;

/** Notes them under today, each in the tenth their score lies in now. */
export async function noteReached(it: Reaching): Promise<void> {
  const { platform, shop, score, way, customerIds, isHeld } = it;
  if (customerIds.length === 0) return;
  const all = await withShop(platform.db, shop.shopId, (tx) => currentScores(tx, shop.shopId));
  const current = all.filter(({ code }) => code === bandedBy[score]);
  const asking = { clickhouse: platform.clickhouse, shop };
  const chosen = await whoMayBeProfiled(asking, customerIds);
  const found = await scoresOfCustomers(asking, current, chosen);
  const bands = new Map(found.map((one) => [one.customerId, Math.min(9, Math.floor(one.value * 10))]));
  const day = shopDay(platform.clock.now(), shop);
  await noteExposures(
    { platform, shopId: shop.shopId, score, way, day },
    chosen.map((customerId) => ({ customerId, isHeld, band: bands.get(customerId) ?? NO_BAND })),
  );
}

/** Whoever objected has no score that could have chosen them: they stand at the end of a list that is sorted by one. */
async function whoMayBeProfiled(
  { clickhouse, shop }: Asking,
  customers: readonly number[],
): Promise<number[]> {
  const rows = await clickhouse.query<{ customer_id: number }>({
    sql: `SELECT customer_id FROM (SELECT arrayJoin({customers:Array(UInt32)}) AS customer_id) WHERE ${mayBeProfiled('customer_id')}`,
    ...{ shopId: shop.shopId, params: { customers } },
  });
  return rows.map((row) => row.customer_id);
}
