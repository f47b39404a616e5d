import { sql } from 'kysely';
import type { BenefitMargin } from '../../../contract/benefits.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, shopDay } from '../../analytics/index.ts';
import { readHoldout } from '../../compliance/index.ts';
import { standingRules } from '../tiers/tier-rules-store.ts';
import { type CountedMargin, type Measuring, measureMargin } from './measure-margin.ts';
import { showCosts } from './show-costs.ts';

interface Kept {
  readonly margin: CountedMargin;
  readonly countedAt: Date;
  readonly isOfToday: boolean;
}

interface Keeping {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
}

/**
 * The margin that benefits protect, beside what they cost. Of the last year it is what was last counted, by the rules and the holdout that
 * stand; of other days, and where nothing was, it is counted now.
 */
export async function showMargin(it: Measuring): Promise<BenefitMargin> {
  const isUsual = it.from === undefined && it.to === undefined;
  const kept = isUsual ? ((await readKept(it)) ?? (await count(it))) : undefined;
  const { margin, countedAt } = kept ?? {
    margin: await measureMargin(it),
    countedAt: it.platform.clock.now(),
  };
  const { shopId, timeZone } = it.shop;
  const { costs } = await withShop(it.platform.db, shopId, (tx) =>
    showCosts(tx, { shopId, timeZone, now: it.platform.clock.now(), from: margin.from, to: margin.to }),
  );
  const tiers = margin.tiers.map((one) => {
    const own = costs.filter(({ tier }) => tier === one.tier);
    return { ...one, cost_minor: own.reduce((sum, cost) => sum + cost.cost_minor, 0) };
  });
  return { ...margin, tiers, counted_at: countedAt.toISOString() };
}

/** Counts it once a shop day, ahead of whoever opens the page. */
export async function keepMargin(it: Keeping): Promise<void> {
  const kept = await readKept(it);
  if (kept?.isOfToday !== true) await count(it);
}

async function readKept({ platform, shop }: Keeping): Promise<Kept | undefined> {
  const { shopId } = shop;
  const today = shopDay(platform.clock.now(), shop);
  return withShop(platform.db, shopId, async (tx) => {
    const { version, share } = await goesBy(tx, shopId);
    const { rows } = await sql<Kept>`
      select margin, counted_at as "countedAt", day = ${today}::date as "isOfToday" from loyalty.benefit_margins
      where shop_id = ${shopId} and version = ${version} and held_share = ${share} and day <= ${today}::date`.execute(
      tx,
    );
    return rows[0];
  });
}

const goesBy = async (tx: Tx, shopId: number) => ({
  version: (await standingRules(tx, shopId))?.version ?? 0,
  share: (await readHoldout(tx, shopId)).share,
});

async function count(it: Keeping): Promise<Kept> {
  const { platform, shop } = it;
  const { shopId } = shop;
  const countedAt = platform.clock.now();
  const before = await withShop(platform.db, shopId, (tx) => goesBy(tx, shopId));
  const margin = await measureMargin(it);
  await withShop(platform.db, shopId, (tx) =>
    sql`insert into loyalty.benefit_margins (shop_id, version, held_share, day, margin, counted_at)
      values (${shopId}, ${before.version}, ${before.share}, ${margin.to}::date, ${JSON.stringify(margin)}::jsonb, ${countedAt})
      on conflict (shop_id) do update set version = excluded.version, held_share = excluded.held_share, day = excluded.day,
        margin = excluded.margin, counted_at = excluded.counted_at`.execute(tx),
  );
  return { margin, countedAt, isOfToday: true };
}
