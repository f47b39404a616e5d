import { sql } from 'kysely';
import type { TierCause, TierOutcome, TierRules } from '../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AnalysedShop, addDays, shopDay } from '../../analytics/index.ts';
import { markMirrored } from '../../customers/index.ts';
import { grantUpgrades } from '../benefits/grant-upgrades.ts';
import { yearlyCosts } from '../benefits/yearly-costs.ts';
import { askFigures, BUCKET, type FigureBucket } from './ask-figures.ts';
import { askSales } from './ask-sales.ts';
import type { Span } from './outcome-sql.ts';
import { countOutcomes, type MoveCount, type SoldCount, writeOutcomes } from './write-outcomes.ts';

export interface Evaluating {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly rules: TierRules;
  readonly version: number;
  readonly cause: TierCause;
  /** Codes of tiers that had another name by the rules before. */
  readonly renamed?: readonly string[];
  /** Only these customers, with all their persons; everybody unless told. */
  readonly whole?: { readonly customers: readonly number[]; readonly persons: readonly number[] } | undefined;
}

interface Simulating extends Evaluating {
  /** The rules that stand; undefined: none. */
  readonly before: TierRules | undefined;
}

/** Who would move where by these rules today, and what it would cost; nothing is written. Problem: tier-measure-not-counted. */
export async function simulateTiers(tx: Tx, it: Simulating): Promise<Result<TierOutcome>> {
  const { platform, shop, rules, before } = it;
  const day = shopDay(platform.clock.now(), shop);
  const sold = await askSales({ platform, shop, from: addDays(day, -364), to: day });
  const moves: SoldCount[] = [];
  const done = await overSpans(tx, it, async (span) => {
    const counts = await countOutcomes(tx, { span, sold: sold.get(span.from / BUCKET) }, { rules, day });
    moves.push(...counts);
    return counts;
  });
  if (!done.ok) return done;
  const costs = await yearlyCosts(tx, { shopId: shop.shopId, day, before, after: rules, moves });
  return ok({ ...done.value, costs });
}

/**
 * Moves everybody, or some, to where they belong today, inside the caller's transaction, who holds the shop's lock: seen
 * all at once or not at all. Again the same day, nothing changes. Problem: tier-measure-not-counted.
 */
export async function evaluateTiers(tx: Tx, it: Evaluating): Promise<Result<TierOutcome>> {
  const { shop, version, cause, rules, renamed = [] } = it;
  const at = it.platform.clock.now();
  const done = await overSpans(tx, it, async (span, day) => {
    const written = await writeOutcomes(tx, span, { rules, day, version, cause, at, renamed });
    const { counts, changed, raised } = written;
    // A tier that a change of rules brought was not earned.
    if (cause !== 'rules') await grantUpgrades(tx, shop.shopId, { rules, version, day, at, raised });
    await mirror(tx, shop.shopId, changed);
    return counts;
  });
  if (done.ok && it.whole === undefined) await noteEvaluation(tx, shop.shopId, { ...done.value, cause, at });
  return done;
}

/** The other store learns a customer's tier with all their persons. */
async function mirror(tx: Tx, shopId: number, customers: readonly number[]): Promise<void> {
  if (customers.length === 0) return;
  const { rows } = await sql<{ ids: number[] }>`
    select coalesce(array_agg(person_id), '{}') as ids from customers.persons
    where shop_id = ${shopId} and customer_id = any(${customers}::integer[])`.execute(tx);
  await markMirrored(tx, shopId, rows[0]!.ids);
}

async function overSpans(
  tx: Tx,
  it: Evaluating,
  work: (span: Span, day: string) => Promise<readonly MoveCount[]>,
): Promise<Result<TierOutcome>> {
  const since = performance.now();
  const { platform, shop, rules, whole } = it;
  const day = shopDay(platform.clock.now(), shop);
  const buckets = await askFigures({ platform, shop, rules, day, persons: whole?.persons });
  if (buckets === undefined) return fail(notCounted);
  const counts: MoveCount[] = [];
  for (const span of await spansOf(tx, it, buckets)) counts.push(...(await work(span, day)));
  const tookMs = Math.round(performance.now() - since);
  return ok({ day, version: it.version, ...sumUp(counts, rules), costs: null, took_ms: tookMs });
}

/** All numbers of customers there are, in spans of one bucket. */
async function spansOf(tx: Tx, it: Evaluating, buckets: readonly FigureBucket[]): Promise<Span[]> {
  const { shopId } = it.shop;
  const told = new Map(buckets.map((one) => [one.bucket, one]));
  const { rows } = await sql<{ most: number }>`
    select coalesce(max(person_id), 0) as most from customers.persons where shop_id = ${shopId}`.execute(tx);
  const customers = it.whole?.customers;
  return Array.from({ length: Math.floor(rows[0]!.most / BUCKET) + 1 }, (_, bucket) => ({
    ...{ shopId, from: bucket * BUCKET, before: (bucket + 1) * BUCKET, customers, figures: told.get(bucket) },
  })).filter(({ from, before }) => customers?.some((id) => id >= from && id < before) ?? true);
}

/** From the lowest tier up, those without one first. */
function sumUp(counts: readonly MoveCount[], { ladder }: TierRules) {
  const rank = (code: string | null) => ladder.findIndex((it) => it.code === code);
  const matrix = [...Map.groupBy(counts, ({ from, to }) => `${from} ${to}`).values()]
    .map((same) => ({ ...same[0]!, customers: sum(same.map(({ customers }) => customers)) }))
    .sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
  const moved = (way: (from: number, to: number) => boolean) =>
    sum(
      matrix.filter(({ from, to }) => from !== null && way(rank(from), rank(to))).map((it) => it.customers),
    );
  return {
    customers: sum(matrix.map(({ customers }) => customers)),
    up: moved((from, to) => from >= 0 && to > from),
    down: moved((from, to) => to < from),
    at_risk: sum(counts.map(({ atRisk }) => atRisk)),
    matrix: matrix.map(({ from, to, customers }) => ({ from, to, customers })),
  };
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

async function noteEvaluation(
  tx: Tx,
  shopId: number,
  it: TierOutcome & { readonly cause: TierCause; readonly at: Date },
): Promise<void> {
  await forgetGone(tx, shopId);
  await sql`
    insert into loyalty.tier_evaluations (shop_id, version, day, cause, at, customers, up, down, took_ms)
    values (${shopId}, ${it.version}, ${it.day}, ${it.cause}, ${it.at}, ${it.customers}, ${it.up}, ${it.down},
      ${it.took_ms})`.execute(tx);
}

/** Whom an undone import took away, with their moves and notices: what is told of nobody is told to nobody. */
const forgetGone = (tx: Tx, shopId: number) =>
  // One set less the other: planned before a first ladder is known to the planner, an anti-join looked up each person.
  sql`with gone as (
      delete from loyalty.tier_standings where shop_id = ${shopId} and person_id = any(array(
        select person_id from loyalty.tier_standings where shop_id = ${shopId}
        except select person_id from customers.persons where shop_id = ${shopId}))
      returning person_id),
    moves as (
      delete from loyalty.tier_moves m using gone where m.shop_id = ${shopId} and m.person_id = gone.person_id)
    delete from loyalty.tier_notices n using gone where n.shop_id = ${shopId} and n.person_id = gone.person_id`.execute(
    tx,
  );

const notCounted = problem('tier-measure-not-counted', 409, {
  zh: '客户终身价值还没有算过，请先运行价值模型 (shuke value score)',
  en: 'Lifetime value was never worked out; run its model first (shuke value score)',
});
