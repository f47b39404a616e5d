import type { Tx } from '../../../platform/db/postgres.ts';
import { shopDay } from '../../analytics/index.ts';
import { type OrderFacts, readOrderFacts } from '../../orders/index.ts';
import { type ProductPlace, placesOfProducts } from '../../products/index.ts';
import { standingRules } from '../tiers/tier-rules-store.ts';
import { benefitsOfPersons, type OwnBenefits } from './benefits-of.ts';
import { costThatStands, takenOff } from './order-cost-rules.ts';
import { type OrderCost, readOrderCosts, writeOrderCosts } from './order-cost-store.ts';
import { isPriceOn } from './price-rules.ts';

interface Tracking {
  readonly shop: { readonly shopId: number; readonly timeZone: string; readonly currency: string };
  readonly orderIds: readonly number[];
}

/**
 * Notes what prices of a tier took off these orders, which changed: once by the tier their buyer has now, and from then on in
 * proportion to what stands of them. Of a shop whose tiers have no prices nothing is read.
 */
export async function trackPrices(tx: Tx, { shop, orderIds }: Tracking): Promise<void> {
  const { shopId } = shop;
  const standing = await standingRules(tx, shopId);
  const benefits = (standing?.rules.ladder ?? []).flatMap((rung) => rung.benefits ?? []);
  if (!benefits.some(({ kind }) => kind === 'member-price' || kind === 'limited-offer')) return;
  const orders = new Map((await readOrderFacts(tx, shopId, orderIds)).map((it) => [it.orderId, it]));
  const before = await readOrderCosts(tx, shopId, orderIds);
  const known = before.filter(({ benefit }) => benefit !== 'points-multiplier');
  const followed = known.map((cost) => follow(cost, orders.get(cost.orderId)));
  const seen = new Set(known.map(({ orderId }) => orderId));
  const fresh = [...orders.values()].filter((it) => !seen.has(it.orderId) && it.currency === shop.currency);
  await writeOrderCosts(tx, shopId, [...followed, ...(await pricesOf(tx, shop, fresh))]);
}

const standsOf = (whole: number, order: OrderFacts | undefined): number =>
  order === undefined || !order.isPaid || order.state === 'cancelled'
    ? 0
    : costThatStands(whole, order.paidMinor, order.refundedMinor);

const follow = (cost: OrderCost, order: OrderFacts | undefined): OrderCost => ({
  ...cost,
  costMinor: standsOf(cost.wholeMinor, order),
});

async function pricesOf(tx: Tx, shop: Tracking['shop'], orders: readonly OrderFacts[]): Promise<OrderCost[]> {
  const { shopId } = shop;
  const paid = orders.filter((it) => it.isPaid && it.paidAt !== null && it.personId !== 0);
  const own = await benefitsOfPersons(tx, shopId, [...new Set(paid.map(({ personId }) => personId))]);
  const products = paid.flatMap(({ lines }) => lines.map(({ productId }) => productId));
  const places = await placesOfProducts(tx, shopId, [...new Set(products)]);
  return paid.flatMap((order) => {
    const mine = own.get(order.personId);
    return mine === undefined ? [] : costsOf(order, { own: mine, places, day: shopDay(order.paidAt!, shop) });
  });
}

interface Priced {
  readonly own: OwnBenefits;
  readonly places: ReadonlyMap<number, ProductPlace>;
  /** Shop day of the payment. */
  readonly day: string;
}

/** By kind of benefit. */
function costsOf(order: OrderFacts, { own, places, day }: Priced): OrderCost[] {
  const rules = own.benefits.filter((it) => isPriceOn(it, day));
  const lines = order.lines.map(({ productId, quantity, amountMinor, discountMinor }) => {
    const place = places.get(productId);
    const { priceMinor: listMinor = null, category = [] } = place ?? {};
    return { listMinor, category, quantity, amountMinor: amountMinor + discountMinor };
  });
  const byKind = Map.groupBy([...takenOff(lines, rules)], ([rule]) => rule.kind);
  return [...byKind].map(([benefit, same]) => {
    const wholeMinor = same.reduce((sum, [, off]) => sum + off, 0);
    const { orderId, paidAt } = order;
    const cost = { wholeMinor, costMinor: standsOf(wholeMinor, order) };
    return { orderId, benefit, tier: own.tier, paidAt: paidAt!, ...cost };
  });
}
