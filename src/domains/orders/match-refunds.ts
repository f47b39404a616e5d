/** A line of a refund that names no order. Quantity in units, amount in minor units, both of the whole line. */
export interface RefundPart {
  readonly refundId: number;
  readonly lineKey: string;
  readonly productId: number;
  /** ISO 8601. */
  readonly at: string;
  /** Channel and number of its document: unlike an id the same whatever was stored first. */
  readonly documentKey: string;
  readonly quantity: number;
  readonly amount: number;
}

/** A line of a paid order of the same person. */
export interface BoughtLine {
  readonly orderId: number;
  readonly lineKey: string;
  readonly productId: number;
  /** When the order was made, ISO 8601. */
  readonly at: string;
  readonly orderKey: string;
  readonly quantity: number;
}

export interface Link {
  readonly refundId: number;
  readonly refundLineKey: string;
  readonly orderId: number;
  readonly orderLineKey: string;
  readonly quantity: number;
  readonly amount: number;
}

/**
 * Which order lines one person's refund lines take back. Refund lines come in order of time; each takes from the latest
 * line of the same product bought at that instant or before with quantity left, then from the one before it. A part
 * whose share of the amount is more than its order has left to give back skips that line. What finds nothing stays
 * unlinked. The answer depends on the lines alone, not on ids or the order they were stored in.
 * `left`: minor units each order may still give back.
 */
export function matchRefunds(
  refunds: readonly RefundPart[],
  { bought, left }: { bought: readonly BoughtLine[]; left: ReadonlyMap<number, number> },
): Link[] {
  const money = new Map(left);
  const units = new Map(bought.map((line) => [line, line.quantity]));
  const latestFirst = [...bought].sort((a, b) => -byPlace(a, a.orderKey, b, b.orderKey));
  const byProduct = Map.groupBy(latestFirst, ({ productId }) => productId);
  const links: Link[] = [];
  for (const refund of [...refunds].sort((a, b) => byPlace(a, a.documentKey, b, b.documentKey))) {
    let open = refund.quantity;
    for (const line of byProduct.get(refund.productId) ?? []) {
      const quantity = line.at <= refund.at ? Math.min(open, units.get(line)!) : 0;
      const amount = share(refund, open) - share(refund, open - quantity);
      if (quantity <= 0 || amount > money.get(line.orderId)!) continue;
      links.push(linkOf(refund, line, { quantity, amount }));
      open -= quantity;
      units.set(line, units.get(line)! - quantity);
      money.set(line.orderId, money.get(line.orderId)! - amount);
      if (open === 0) break;
    }
  }
  return links;
}

/** The amount of `units` of a refund line: shares of all its parts sum to the whole. */
const share = ({ amount, quantity }: RefundPart, units: number) =>
  quantity === 0 ? 0 : Number((BigInt(amount) * BigInt(units)) / BigInt(quantity));

const linkOf = (refund: RefundPart, line: BoughtLine, part: { quantity: number; amount: number }): Link => ({
  ...{ refundId: refund.refundId, refundLineKey: refund.lineKey },
  ...{ orderId: line.orderId, orderLineKey: line.lineKey, ...part },
});

interface Placed {
  readonly at: string;
  readonly lineKey: string;
}

function byPlace(a: Placed, keyOfA: string, b: Placed, keyOfB: string): number {
  return order(a.at, b.at) || order(keyOfA, keyOfB) || order(a.lineKey, b.lineKey);
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
