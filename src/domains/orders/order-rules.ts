import type { OrderState, TieClaim, Touch } from '../../contract/records.ts';
import type { OrderSaying, PaymentSaying } from './order-statement.ts';

/** A saying as it was heard. `receiver` is sealed, as hex. */
export interface OrderStatement {
  readonly said: OrderSaying;
  readonly receiver: string | null;
  /** Order of arrival. */
  readonly heardNo: number;
}

/** An order's header as it follows from what was said about it; undefined = nobody said. */
export interface OrderFacts extends Omit<OrderSaying, 'sourceTime'> {
  /** The latest source time. */
  readonly sourceTime: string;
  readonly receiver: string | null;
}

/** Of two states said at one source time the further one holds. */
const stateRank: Readonly<Record<OrderState, number>> = {
  ...{ created: 0, paid: 1, shipped: 2, delivered: 3, completed: 4, cancelled: 5 },
};

const earliest = ['createdAt', 'shippedAt', 'deliveredAt', 'completedAt', 'cancelledAt'] as const;

/**
 * The header that follows from what was said, in whatever order it arrived: field by field the latest by (source time,
 * state rank) that says something, payments number by number, times the earliest known. Two sayings of one instant and state differ only as a
 * correction does: the later heard wins.
 */
export function foldOrder(statements: readonly OrderStatement[]): OrderFacts {
  const ordered = [...statements].sort(byWeight);
  const facts: Record<string, unknown> = Object.assign({}, ...ordered.map(({ said }) => said));
  for (const field of earliest) facts[field] = earliestOf(ordered.map(({ said }) => said[field]));
  facts.paidAt = firstPaid(ordered.map(({ said }) => said));
  facts.payments = latestPayments(ordered.map(({ said }) => said));
  facts.receiver = ordered.findLast(({ receiver }) => receiver !== null)?.receiver ?? null;
  return facts as unknown as OrderFacts;
}

function byWeight(a: OrderStatement, b: OrderStatement): number {
  if (a.said.sourceTime !== b.said.sourceTime) return a.said.sourceTime < b.said.sourceTime ? -1 : 1;
  return stateRank[a.said.state] - stateRank[b.said.state] || a.heardNo - b.heardNo;
}

/** Each number as it was said last; a number that later sources leave out stays paid. */
const latestPayments = (said: readonly OrderSaying[]): PaymentSaying[] => [
  ...new Map(said.flatMap(({ payments = [] }) => payments.map((it) => [it.no, it] as const))).values(),
];

const earliestOf = (times: readonly (string | undefined)[]): string | undefined =>
  times.filter((time) => time !== undefined).sort()[0];

/** When it was paid; where no source says when, the first instant at which one knew it was. */
function firstPaid(said: readonly OrderSaying[]): string | undefined {
  const known = said.filter(({ state }) => state !== 'created' && state !== 'cancelled');
  return earliestOf(said.map((it) => it.paidAt)) ?? earliestOf(known.map((it) => it.sourceTime));
}

export interface Totals {
  readonly goods_minor: number;
  readonly shipping_minor: number;
  readonly discount_minor: number;
  readonly paid_minor: number;
  readonly lines_total: boolean;
  readonly paid_stated: boolean;
  readonly is_paid: boolean;
}

/**
 * Money of an order in minor units. Without stated totals it is its lines' sum, and never less than nothing is paid:
 * an order of negative lines is a stock adjustment. An order nobody paid yet, or that was cancelled before, has paid 0.
 */
export function totalsOf(facts: OrderFacts, linesMinor: number): Totals {
  const { shippingMinor = 0, discountMinor = 0 } = facts;
  const goods = facts.goodsMinor ?? linesMinor;
  const due = facts.paidMinor ?? goods + shippingMinor - discountMinor;
  const paid = facts.paidAt === undefined ? 0 : Math.max(due, 0);
  return {
    ...{ goods_minor: goods, shipping_minor: shippingMinor, discount_minor: discountMinor, paid_minor: paid },
    lines_total: facts.goodsMinor === undefined,
    paid_stated: facts.paidMinor !== undefined,
    is_paid: paid > 0,
  };
}

/** The columns of orders.orders that follow from statements and lines. */
export interface OrderColumns extends Totals {
  readonly person_id: number;
  readonly state: OrderState;
  readonly source_time: string;
  readonly created_at: string;
  readonly paid_at: string | null;
  readonly shipped_at: string | null;
  readonly delivered_at: string | null;
  readonly completed_at: string | null;
  readonly cancelled_at: string | null;
  readonly currency: string;
  readonly quantity: number;
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
  /** Hex. */
  readonly receiver_sealed: string | null;
  readonly tie_kind: TieClaim['kind'] | null;
  readonly tie_no: string | null;
  readonly tie_role: TieClaim['role'] | null;
  readonly touch: Touch | null;
  readonly marks: readonly string[];
}

/** What the lines of an order come to: signed minor units, signed units. */
export interface LineSums {
  readonly amount: number;
  readonly quantity: number;
}

export function columnsOf(facts: OrderFacts, lines: LineSums): OrderColumns {
  const { tie } = facts;
  return {
    ...totalsOf(facts, lines.amount),
    ...{ person_id: facts.personId ?? 0, state: facts.state, currency: facts.currency },
    ...{ source_time: facts.sourceTime, created_at: facts.createdAt, paid_at: facts.paidAt ?? null },
    ...{ shipped_at: facts.shippedAt ?? null, delivered_at: facts.deliveredAt ?? null },
    ...{ completed_at: facts.completedAt ?? null, cancelled_at: facts.cancelledAt ?? null },
    ...{ province: facts.province ?? null, city: facts.city ?? null, district: facts.district ?? null },
    ...{ tie_kind: tie?.kind ?? null, tie_no: tie?.tieNo ?? null, tie_role: tie?.role ?? null },
    ...{ touch: facts.touch ?? null, marks: facts.marks ?? [], receiver_sealed: facts.receiver },
    quantity: lines.quantity,
  };
}
