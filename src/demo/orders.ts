import type { OrderLineRecord, OrderRecord, RefundRecord, TieClaim, Touch } from '../contract/records.ts';
import { type BasketLine, fillBasket } from './basket.ts';
import type { DemoPerson } from './people.ts';
import { between, chance, pick, type Random, whole } from './random.ts';
import { shopDay } from './season.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHANNEL = 'pinduoduo';

export interface DemoOrder {
  readonly order: OrderRecord;
  readonly refund: RefundRecord | undefined;
  readonly basket: readonly BasketLine[];
}

interface Occasion {
  readonly person: DemoPerson;
  readonly at: number;
  readonly nth: number;
  readonly until: number;
  readonly tie?: TieClaim;
  readonly touch?: Touch;
}

/** Makes the order of one purchase, as far as it has come by `until`, and the refund it may have ended in. */
export function makeOrder(random: Random, occasion: Occasion): DemoOrder {
  const { person, at, until } = occasion;
  const basket = fillBasket(random, person);
  const lines = basket.map(toLine);
  const goodsMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const discountMinor = chance(random, 0.3)
    ? Math.min(Math.floor(goodsMinor / 5), whole(random, 2, 20) * 100)
    : 0;
  const times = courseOf(random, at, until);
  const order: OrderRecord = {
    kind: 'order',
    channel: CHANNEL,
    orderNo: orderNo(person, at, occasion.nth),
    identities: [{ channel: CHANNEL, kind: 'open-address', value: person.openAddress }],
    ...times,
    createdAt: instant(at),
    currency: 'CNY',
    goodsMinor,
    shippingMinor: 0,
    discountMinor,
    paidMinor: goodsMinor - discountMinor,
    receiver: { province: person.province, city: person.city },
    lines,
    ...(occasion.tie ? { tie: occasion.tie } : {}),
    ...(occasion.touch ? { touch: occasion.touch } : {}),
    ...(chance(random, 0.15) ? { marks: ['live-stream'] } : {}),
  };
  return { order, basket, refund: times.paidAt ? refundOf(random, order, { basket, at, until }) : undefined };
}

const instant = (at: number): string => new Date(at).toISOString();

const orderNo = (person: DemoPerson, at: number, nth: number): string =>
  `${shopDay(at).slice(2).replaceAll('-', '')}-${String(person.index).padStart(9, '0')}${String(nth).padStart(4, '0')}`;

function toLine(line: BasketLine, index: number): OrderLineRecord {
  const { product, quantity } = line;
  return {
    lineNo: String(index + 1),
    product: { channel: CHANNEL, productNo: product.no },
    title: product.title,
    quantity,
    unitPrice: product.priceMinor,
    amountMinor: product.priceMinor * quantity,
    costMinor: product.costMinor * quantity,
  };
}

type Course = Pick<OrderRecord, 'state' | 'sourceTime'> & Partial<OrderRecord>;

/** Paid within minutes (or never: 4 in 100), then shipped, delivered and completed, each only if it is past; told by its last step. */
function courseOf(random: Random, at: number, until: number): Course {
  const created = { state: 'created', sourceTime: instant(at) } as const;
  if (chance(random, 0.04)) {
    const cancelledAt = at + 2 * HOUR;
    return cancelledAt < until
      ? { state: 'cancelled', cancelledAt: instant(cancelledAt), sourceTime: instant(cancelledAt) }
      : created;
  }
  const paid = at + between(random, 0.3, 12) * MINUTE;
  const shipped = paid + between(random, 4, 40) * HOUR;
  const delivered = shipped + between(random, 1.5, 5) * DAY;
  const completed = delivered + between(random, 1, 10) * DAY;
  const steps = [
    ['paid', 'paidAt', paid],
    ['shipped', 'shippedAt', shipped],
    ['delivered', 'deliveredAt', delivered],
    ['completed', 'completedAt', completed],
  ] as const;
  const past = steps.filter(([, , when]) => when < until);
  const last = past.at(-1);
  if (last === undefined) return created;
  return {
    ...{ state: last[0], sourceTime: instant(last[2]) },
    ...Object.fromEntries(past.map(([, field, when]) => [field, instant(when)])),
  };
}

const REASONS = ['不想要了', '与描述不符', '质量问题', '尺码不合适', '少件漏发', '物流太慢'];

/** One line is given back, at what was paid for it; more often for clothes. */
function refundOf(
  random: Random,
  order: OrderRecord,
  past: { basket: readonly BasketLine[]; at: number; until: number },
): RefundRecord | undefined {
  const index = past.basket.findIndex((line) => chance(random, line.product.refundRate));
  const refundedAt = past.at + between(random, 1, 12) * DAY;
  if (index < 0 || refundedAt >= past.until) return undefined;
  const line = order.lines[index]!;
  const amountMinor = Math.floor((line.amountMinor * order.paidMinor!) / order.goodsMinor!);
  return {
    kind: 'refund',
    channel: CHANNEL,
    refundNo: `R${order.orderNo}`,
    orderNo: order.orderNo,
    identities: order.identities,
    refundedAt: instant(refundedAt),
    currency: 'CNY',
    amountMinor,
    type: chance(random, 0.5) ? 'refund-only' : 'return',
    state: 'done',
    reason: pick(random, REASONS),
    lines: [{ ...line, amountMinor }],
  };
}
