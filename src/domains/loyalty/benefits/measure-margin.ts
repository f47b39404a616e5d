import { sql } from 'kysely';
import type { BenefitMargin } from '../../../contract/benefits.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Platform } from '../../../platform/platform.ts';
import { zoneOf } from '../../../platform/zone.ts';
import {
  type AnalysedShop,
  addDays,
  type Cell,
  compareArms,
  confidenceOf,
  marginRate,
  shopDay,
} from '../../analytics/index.ts';
import { type Holdout, inHoldoutPostgres, readHoldout } from '../../compliance/index.ts';
import { BUCKET } from '../tiers/ask-figures.ts';
import { askSales, type SalesBucket } from '../tiers/ask-sales.ts';
import { list } from '../tiers/outcome-sql.ts';
import { readTierRules, type TierVersion } from '../tiers/tier-rules-store.ts';

export interface Measuring {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  /** Shop days, inclusive; the last 365 unless told. Days before there were tiers are left out. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What is counted of everybody's sales; what benefits cost is added up beside it. */
export interface CountedMargin extends Omit<BenefitMargin, 'tiers' | 'counted_at'> {
  readonly tiers: readonly Omit<BenefitMargin['tiers'][number], 'cost_minor'>[];
}

/**
 * The margin that the benefits of each tier protect: margin a customer of those on the tier when the days
 * began, against those of them whom the universal holdout leaves out. They stand by the tier of before, which nothing within the days has
 * moved; both sides have what the public rules promise, and only one of them is told and shown it.
 */
export async function measureMargin(it: Measuring): Promise<CountedMargin> {
  const { platform, shop } = it;
  const { timeZone, shopId } = shop;
  const versions = await withShop(platform.db, shopId, (tx) => readTierRules(tx, shopId));
  const days = daysOf(it, versions);
  const rate = await marginRate({ platform, shop, asOf: days.to });
  const sold = await askSales({ platform, shop, ...days });
  return withShop(platform.db, shopId, async (tx) => {
    const holdout = await readHoldout(tx, shopId);
    const begins = (day: string) => new Date(zoneOf(timeZone).instantOf(Date.parse(`${day}T00:00:00Z`)));
    const cells = await readCells(tx, { shopId, holdout, versions, sold, from: days.from, begins });
    const tiers = (versions[0]?.rules.ladder ?? []).map(({ code }) => {
      const own = cells.filter(({ tier }) => tier === code);
      return { tier: code, ...compared(own, rate) };
    });
    return { ...days, margin_rate: rate, holdout_share: holdout.share / 10_000, tiers };
  });
}

/** Shop days that are asked for, of which there were tiers. */
function daysOf({ platform, shop, ...asked }: Measuring, versions: readonly TierVersion[]) {
  const to = asked.to ?? shopDay(platform.clock.now(), shop);
  const since = shopDay(versions.at(-1)?.madeAt ?? platform.clock.now(), shop);
  const [, from] = [asked.from ?? addDays(to, -364), since].toSorted();
  return { from: from!, to };
}

interface TierCell extends Omit<Cell, 'band'> {
  readonly tier: string;
}

interface Reading {
  readonly shopId: number;
  readonly holdout: Holdout;
  readonly from: string;
  readonly begins: (day: string) => Date;
  readonly versions: readonly TierVersion[];
  readonly sold: ReadonlyMap<number, SalesBucket>;
}

/** Sums of sales by tier and side, of whoever was a customer when the days began. */
async function readCells(tx: Tx, it: Reading): Promise<TierCell[]> {
  if (it.versions.length === 0) return [];
  const { rows } = await sql<{ most: number }>`
    select coalesce(max(person_id), 0) as most from customers.persons where shop_id = ${it.shopId}`.execute(
    tx,
  );
  const cells: TierCell[] = [];
  for (let bucket = 0; bucket * BUCKET <= rows[0]!.most; bucket += 1)
    cells.push(...(await readBucket(tx, it, bucket)));
  return [...Map.groupBy(cells, ({ tier, isHeld }) => `${tier} ${isHeld}`).values()].map((same) =>
    same.reduce((a, b) => ({
      ...{ tier: a.tier, isHeld: a.isHeld, customers: a.customers + b.customers },
      ...{ sum: a.sum + b.sum, squares: a.squares + b.squares },
    })),
  );
}

/** Nobody is moved to the lowest tier as they join: whoever has no move stands there. */
async function readBucket(
  tx: Tx,
  { shopId, holdout, from, begins, versions, sold }: Reading,
  bucket: number,
): Promise<TierCell[]> {
  const own = sold.get(bucket);
  const { rows } = await sql<TierCell>`
    with sold as (
      select * from unnest(${list(own?.customers, 'integer')}, ${list(own?.sales, 'bigint')}) as t(customer_id, sales)),
    stood as (
      select distinct on (person_id) person_id, to_tier from loyalty.tier_moves
      where shop_id = ${shopId} and person_id >= ${bucket * BUCKET} and person_id < ${(bucket + 1) * BUCKET}
        and day <= ${from}::date
      order by person_id, move desc)
    select coalesce(t.to_tier, ${versions.at(-1)!.rules.ladder[0]!.code}) as tier,
      ${inHoldoutPostgres(holdout, sql`p.person_id`)} as "isHeld", count(*)::integer as customers,
      coalesce(sum(o.sales), 0)::float8 as sum, coalesce(sum(o.sales::float8 ^ 2), 0) as squares
    from customers.persons p left join stood t on t.person_id = p.person_id left join sold o on o.customer_id = p.person_id
    where p.shop_id = ${shopId} and p.person_id >= ${bucket * BUCKET} and p.person_id < ${(bucket + 1) * BUCKET}
      and p.person_id = p.customer_id and p.first_seen_at < ${begins(addDays(from, 1))}
    group by 1, 2`.execute(tx);
  return rows;
}

/** In margin: both sides, the difference with its 95% interval, and what it comes to for all who were reached. */
function compared(cells: readonly TierCell[], rate: number) {
  const arms = compareArms(
    cells.map(({ tier: _, ...cell }) => ({
      ...{ ...cell, band: 0, sum: cell.sum * rate, squares: cell.squares * rate ** 2 },
    })),
  );
  const count = (isHeld: boolean) => cells.find((it) => it.isHeld === isHeld)?.customers ?? 0;
  const sides = { customers: count(false), held_out: count(true), confidence: confidenceOf(arms) };
  if (arms === undefined)
    return { ...sides, margin_minor: null, held_out_margin_minor: null, difference: null, protected: null };
  const { value, low, high } = arms.difference;
  const times = (one: number) => Math.round(one * arms.actedOn);
  return {
    ...{ ...sides, margin_minor: arms.meanActedOn, held_out_margin_minor: arms.meanHeldOut },
    difference: arms.difference,
    protected: { value: times(value), low: times(low), high: times(high) },
  };
}
