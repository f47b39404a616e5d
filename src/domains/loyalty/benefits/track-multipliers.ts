import type { Tx } from '../../../platform/db/postgres.ts';
import { benefitsOfPersons } from './benefits-of.ts';
import { pointsBeyond } from './order-cost-rules.ts';
import { type OrderCost, readOrderCosts, writeOrderCosts } from './order-cost-store.ts';

/** An order whose points changed. */
export interface EarnedOrder {
  readonly orderId: number;
  readonly personId: number;
  /** By which it earned. */
  readonly percent: number;
  /** Granted and not taken back. */
  readonly points: number;
  /** What a hundred points are worth. */
  readonly valueMinor: number;
  readonly paidAt: Date;
}

/**
 * Notes what the multiplier of a tier cost in these orders: the points beyond the plain rate at their worth. Where the rules of points or PLUS
 * name another percentage than the tier's benefit, it cost nothing.
 */
export async function trackMultipliers(
  tx: Tx,
  shopId: number,
  orders: readonly EarnedOrder[],
): Promise<void> {
  const raised = orders.filter(({ percent }) => percent > 100);
  if (raised.length === 0) return;
  const orderIds = raised.map(({ orderId }) => orderId);
  const before = (await readOrderCosts(tx, shopId, orderIds)).filter(
    (it) => it.benefit === 'points-multiplier',
  );
  const known = new Map(before.map((it) => [it.orderId, it]));
  const own = await benefitsOfPersons(tx, shopId, [...new Set(raised.map(({ personId }) => personId))]);
  const costs = raised.flatMap((order): OrderCost[] => {
    const mine = own.get(order.personId);
    const isOwn = mine?.benefits.some(
      (it) => it.kind === 'points-multiplier' && it.percent === order.percent,
    );
    const tier = known.get(order.orderId)?.tier ?? (isOwn ? mine!.tier : undefined);
    const costMinor = Math.round((pointsBeyond(order.points, order.percent) * order.valueMinor) / 100);
    const wholeMinor = Math.max(costMinor, known.get(order.orderId)?.wholeMinor ?? 0);
    if (tier === undefined || wholeMinor === 0) return [];
    const { orderId, paidAt } = order;
    return [{ orderId, benefit: 'points-multiplier', tier, wholeMinor, costMinor, paidAt }];
  });
  await writeOrderCosts(tx, shopId, costs);
}
