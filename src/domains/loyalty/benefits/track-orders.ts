import type { Benefit, BenefitKindName } from '../../../contract/benefits.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { shopDay } from '../../analytics/index.ts';
import { type OrderFacts, readOrderFacts } from '../../orders/index.ts';
import { type ProductPlace, placesOfProducts } from '../../products/index.ts';
import { readTierRules } from '../tiers/tier-rules-store.ts';
import { sendingCost } from './benefit-kinds.ts';
import { benefitsWhenPaid, type OwnBenefits } from './benefits-of.ts';
import { costThatStands, takenOff } from './order-cost-rules.ts';
import { type OrderCost, readOrderCosts, writeOrderCosts } from './order-cost-store.ts';
import { isPriceOn } from './price-rules.ts';

interface Tracking {
  readonly shop: { readonly shopId: number; readonly timeZone: string; readonly currency: string };
  readonly orderIds: readonly number[];
}

/** What an order costs by these: what they took off its lines, or what sending it cost. */
const prices: readonly BenefitKindName[] = ['member-price', 'limited-offer'];
const parcels: readonly BenefitKindName[] = ['free-shipping', 'priority-shipping'];
const isTracked = (kind: BenefitKindName): boolean => prices.includes(kind) || parcels.includes(kind);

/**
 * Notes what benefits of a tier cost in these orders, which changed: once, by the tier their buyer had and the rules that stood when
 * they were paid, and from then on as far as they stand. Of a shop whose tiers never had such benefits nothing is read.
 */
export async function trackOrders(tx: Tx, { shop, orderIds }: Tracking): Promise<void> {
  const { shopId } = shop;
  const versions = await readTierRules(tx, shopId);
  const benefits = versions.flatMap(({ rules }) => rules.ladder.flatMap((rung) => rung.benefits ?? []));
  if (!benefits.some(({ kind }) => isTracked(kind))) return;
  const orders = new Map((await readOrderFacts(tx, shopId, orderIds)).map((it) => [it.orderId, it]));
  const known = (await readOrderCosts(tx, shopId, orderIds)).filter(({ benefit }) => isTracked(benefit));
  const followed = known.map((cost) => follow(cost, orders.get(cost.orderId)));
  const seen = new Set(known.map(({ orderId }) => orderId));
  const fresh = [...orders.values()].filter((it) => !seen.has(it.orderId) && it.currency === shop.currency);
  await writeOrderCosts(tx, shopId, [...followed, ...(await costsOfOrders(tx, shop, fresh))]);
}

const follow = (cost: OrderCost, order: OrderFacts | undefined): OrderCost => ({
  ...cost,
  costMinor: standsOf(cost, order),
});

/** A price as far as what was paid was not given back; a parcel that went is paid for, whatever comes back. */
function standsOf(
  { benefit, wholeMinor: whole }: Pick<OrderCost, 'benefit' | 'wholeMinor'>,
  order: OrderFacts | undefined,
): number {
  if (order === undefined || !order.isPaid || order.state === 'cancelled') return 0;
  return parcels.includes(benefit) ? whole : costThatStands(whole, order.paidMinor, order.refundedMinor);
}

async function costsOfOrders(
  tx: Tx,
  shop: Tracking['shop'],
  orders: readonly OrderFacts[],
): Promise<OrderCost[]> {
  const { shopId } = shop;
  const paid = orders.flatMap(({ paidAt, ...it }) =>
    it.isPaid && paidAt !== null && it.personId !== 0 ? [{ ...it, paidAt }] : [],
  );
  const own = await benefitsWhenPaid(tx, shopId, paid);
  const products = paid.flatMap(({ lines }) => lines.map(({ productId }) => productId));
  const places = await placesOfProducts(tx, shopId, [...new Set(products)]);
  return paid.flatMap((order) => {
    const mine = own.get(order.orderId);
    return mine === undefined ? [] : costsOf(order, { own: mine, places, day: shopDay(order.paidAt, shop) });
  });
}

type PaidOrder = OrderFacts & { readonly paidAt: Date };

interface Costing {
  readonly own: OwnBenefits;
  readonly places: ReadonlyMap<number, ProductPlace>;
  /** Shop day of the payment. */
  readonly day: string;
}

/** By kind of benefit. */
function costsOf(order: PaidOrder, it: Costing): OrderCost[] {
  const sent = it.own.benefits.map((one) => [one, sendingCost(one, order)] as const);
  const each = [...takenByPrices(order, it), ...sent];
  const byKind = Map.groupBy(each, ([{ kind }]) => kind);
  const { orderId, paidAt } = order;
  return [...byKind].flatMap(([benefit, same]) => {
    const wholeMinor = same.reduce((sum, [, cost]) => sum + cost, 0);
    const costMinor = standsOf({ benefit, wholeMinor }, order);
    return wholeMinor === 0 ? [] : [{ orderId, benefit, tier: it.own.tier, paidAt, wholeMinor, costMinor }];
  });
}

function takenByPrices(order: PaidOrder, { own, places, day }: Costing): (readonly [Benefit, number])[] {
  const rules = own.benefits.filter((it) => isPriceOn(it, day));
  const lines = order.lines.map(({ productId, quantity, amountMinor, discountMinor }) => {
    const { priceMinor: listMinor = null, category = [] } = places.get(productId) ?? {};
    return { listMinor, category, quantity, amountMinor: amountMinor + discountMinor };
  });
  return [...takenOff(lines, rules)];
}
