import type { Benefit } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { takeTurn } from '../../../platform/db/take-turn.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { shopDay } from '../../analytics/index.ts';
import { traitOfPersons } from '../../customers/index.ts';
import { lockBudgets, refreshStatistics } from '../../ledgers/index.ts';
import { type OrderFacts, readOrderFacts, takeOrderChanges } from '../../orders/index.ts';
import { placesOfProducts } from '../../products/index.ts';
import { benefitsOfPersons } from '../benefits/benefits-of.ts';
import { type EarnedOrder, trackMultipliers } from '../benefits/track-multipliers.ts';
import { trackOrders } from '../benefits/track-orders.ts';
import { plusAt, plusOfPersons } from '../plus/terms-of-persons.ts';
import { tiersOfPersons } from '../tiers/standing-store.ts';
import { budgetName } from './caps-rules.ts';
import type { EarningNow, EarningOrders } from './earning-orders.ts';
import { activeFrom } from './lot-times-rules.ts';
import { pointsOfOrder, pointsThatStand, type RatedOrder, tierPercent } from './order-points-rules.ts';
import { type OrderPoints, readOrderPoints, writeOrderPoints } from './order-points-store.ts';
import { type RulesVersion, readRules, rulesOn } from './rules-store.ts';
import { type OrderTarget, settleOrder } from './settle-order.ts';

/** Orders at once that make plans of what the tables were too old: an import's, not those of an hour. */
const MANY = 1_000;

/**
 * Has every order that changed since the last time earn what it is due, or give back what it is no longer due: paid
 * orders earn, refunds take back in proportion, a cancelled or undone order everything. The same order looked at again
 * changes nothing. Answers how many orders changed their points; undefined when another process is at it.
 */
export const earnFromOrders = (it: EarningOrders): Promise<number | undefined> =>
  takeTurn(it.db, `points ${it.shop.shopId}`, async (lost) => {
    let changed = 0;
    while (!lost.aborted && it.signal?.aborted !== true) {
      const done = await withShopAgain(it.db, it.shop.shopId, (tx) =>
        earnPiece(tx, { ...it, now: it.clock.now() }),
      );
      if (done === undefined) break;
      if (changed < MANY && changed + done >= MANY) await refreshStatistics(it.db);
      changed += done;
    }
    return changed;
  });

/** The oldest note of changed orders, in one transaction with the acts that it brings. */
async function earnPiece(tx: Tx, it: EarningNow): Promise<number | undefined> {
  const { shopId } = it.shop;
  const ids = await takeOrderChanges(tx, shopId);
  if (ids === undefined) return undefined;
  await trackOrders(tx, { shop: it.shop, orderIds: ids });
  const rules = await readRules(tx, shopId);
  if (rules.length === 0) return 0;
  const before = await readOrderPoints(tx, shopId, ids);
  const targets = await targetsOf(tx, it, { ids, rules, before });
  await lockBudgets(tx, shopId, budgetsOf(targets));
  const changed: OrderPoints[] = [];
  const earned: EarnedOrder[] = [];
  for (const target of targets) {
    const after = await settleOrder(tx, it, target);
    if (after === undefined) continue;
    changed.push(after);
    earned.push(...earnedOf(after, target));
  }
  await trackMultipliers(tx, shopId, earned);
  await writeOrderPoints(tx, shopId, changed);
  return changed.length;
}

/** What an order has earned, for whoever adds up what it cost; nothing where it was never paid. */
function earnedOf(
  { orderId, personId, tierPercent: percent, lots }: OrderPoints,
  { paidAt, rules }: OrderTarget,
): EarnedOrder[] {
  if (percent === null || paidAt === null) return [];
  const points = lots.reduce((sum, lot) => sum + lot.points - lot.revoked, 0);
  return [{ orderId, personId, percent, points, valueMinor: rules.rules.value_minor, paidAt }];
}

/** Of the versions by which any of them may earn more. */
function budgetsOf(targets: readonly OrderTarget[]): string[] {
  const rising = targets.filter(({ due, before }) => due > (before?.due ?? 0));
  const names = rising.flatMap(({ rules }) =>
    rules.rules.budget === null ? [] : [budgetName(rules.version)],
  );
  return [...new Set(names)];
}

interface Piece {
  readonly ids: readonly number[];
  readonly rules: readonly RulesVersion[];
  readonly before: ReadonlyMap<number, OrderPoints>;
}

/** In the order of persons, in which everybody locks customers. */
async function targetsOf(tx: Tx, { shop }: EarningOrders, piece: Piece): Promise<OrderTarget[]> {
  const facts = new Map(
    (await readOrderFacts(tx, shop.shopId, piece.ids)).map((order) => [order.orderId, order]),
  );
  const rated = await ratedOrders(tx, shop, [...facts.values()]);
  const targets = piece.ids.flatMap((orderId): OrderTarget[] => {
    const [order, before] = [facts.get(orderId), piece.before.get(orderId)];
    const rules =
      piece.rules.find(({ version }) => version === before?.version) ??
      rulesOn(piece.rules, rated.get(orderId)?.day ?? '');
    if (rules === undefined) return [];
    return [{ orderId, before, rules, ...targetOf(order, pinned(rated.get(orderId), order, before), rules) }];
  });
  return targets.sort((a, b) => (a.before?.personId ?? a.personId) - (b.before?.personId ?? b.personId));
}

/** An order keeps the percentage of the tier by which it first earned, for as long as it is the same person's. */
const pinned = (
  rated: RatedOrder | undefined,
  order: OrderFacts | undefined,
  before: OrderPoints | undefined,
): RatedOrder | undefined =>
  rated && before?.personId === order?.personId
    ? { ...rated, pinnedPercent: before?.tierPercent ?? undefined }
    : rated;

/** Nothing is due for what is gone, unpaid, cancelled, in a foreign currency or nobody's. */
function targetOf(
  order: OrderFacts | undefined,
  rated: RatedOrder | undefined,
  { rules }: RulesVersion,
): Pick<OrderTarget, 'personId' | 'tierPercent' | 'due' | 'day' | 'paidAt' | 'activeFrom'> {
  if (order === undefined || rated === undefined || order.paidAt === null)
    return { personId: 0, tierPercent: null, due: 0, day: '', paidAt: null, activeFrom: null };
  const whole = order.isPaid && order.state !== 'cancelled' ? pointsOfOrder(rated, rules) : 0;
  return {
    personId: order.personId,
    tierPercent: tierPercent(rated, rules),
    due: order.personId === 0 ? 0 : pointsThatStand(whole, order.paidMinor, order.refundedMinor),
    ...{ day: rated.day, paidAt: order.paidAt },
    activeFrom: activeFrom({ ...order, paidAt: order.paidAt }, rules),
  };
}

/** Paid orders in the shop's currency as the rules look at them. */
async function ratedOrders(
  tx: Tx,
  shop: EarningOrders['shop'],
  orders: readonly OrderFacts[],
): Promise<Map<number, RatedOrder>> {
  const { shopId } = shop;
  const mine = orders.filter((order) => order.paidAt !== null && order.currency === shop.currency);
  const products = mine.flatMap(({ lines }) => lines.map(({ productId }) => productId));
  const places = await placesOfProducts(tx, shopId, [...new Set(products)]);
  const personIds = [...new Set(mine.map(({ personId }) => personId))];
  const tiers = await traitOfPersons(tx, shopId, { name: 'tier', personIds });
  // The shop's own ladder goes before what channels say.
  for (const own of await tiersOfPersons(tx, shopId, personIds)) tiers.set(own.personId, own.tier);
  const benefits = await benefitsOfPersons(tx, shopId, personIds);
  const plus = await plusOfPersons(tx, shopId, personIds);
  const rate = ({ paidAt, lines, personId, ...order }: OrderFacts): RatedOrder => ({
    ...order,
    day: shopDay(paidAt!, shop),
    tier: textOf(tiers.get(personId)),
    benefitPercent: multiplierOf(benefits.get(personId)?.benefits ?? []),
    plusPercent: Math.max(0, ...plusAt(plus.get(personId), paidAt!).map(({ terms }) => terms.points_percent)),
    lines: lines.map(({ productId, amountMinor }) => {
      const place = places.get(productId);
      return { productId: place?.canonicalId ?? productId, category: place?.category ?? [], amountMinor };
    }),
  });
  return new Map(mine.map((order) => [order.orderId, rate(order)]));
}

const multiplierOf = (benefits: readonly Benefit[]): number | undefined =>
  benefits.find((it) => it.kind === 'points-multiplier')?.percent;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
