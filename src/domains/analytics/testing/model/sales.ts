import type { Line } from '../history.ts';
import type { PaidOrder } from '../past.ts';
import { type Count, type Part, plus, zero } from './counts.ts';
import type { Period } from './periods.ts';
import { periodOf, type Reading, valuesOf } from './reading.ts';

/** Paid orders with their period. */
export const ordersOf = (reading: Reading): { order: PaidOrder; period: Period }[] =>
  reading.past.paidOrders.flatMap((order) => {
    const period = periodOf(reading, order.day);
    return period === undefined ? [] : [{ order, period }];
  });

interface OrderParts {
  readonly whole: (order: PaidOrder) => Part;
  readonly ofLine: (line: Line) => Part;
  /** Once an order, in each of its categories. */
  readonly perOrder?: Part;
}

export function orderCounts(reading: Reading, { whole, ofLine, perOrder = zero }: OrderParts): Count[] {
  return ordersOf(reading).flatMap(({ order, period }) => {
    const values = valuesOf(reading, order, period);
    if (reading.asked.dimension !== 'category')
      return values.map((value) => ({ period, value, ...plus(whole(order), perOrder) }));
    const counted = values.map((value) => ({ period, value, ...perOrder }));
    return [...counted, ...byLines(reading, order.lines, { period, whole: whole(order), ofLine })];
  });
}

export const paidAs = (reading: Reading, part: (amount: number) => Part, perOrder: Part = zero): Count[] =>
  orderCounts(reading, {
    whole: (it) => part(it.paid),
    ofLine: (it) => part(it.amount),
    perOrder,
  });

export const refundCounts = (reading: Reading, part: (amount: number) => Part): Count[] =>
  reading.past.doneRefunds.flatMap((refund) => {
    const period = periodOf(reading, refund.day);
    if (period === undefined) return [];
    const whole = part(refund.amount);
    if (reading.asked.dimension !== 'category')
      return valuesOf(reading, refund, period).map((value) => ({ period, value, ...whole }));
    return byLines(reading, refund.lines, { period, whole, ofLine: (it) => part(it.amount) });
  });

interface Split {
  readonly period: Period;
  readonly whole: Part;
  readonly ofLine: (line: Line) => Part;
}

/** Lines under their category, and what they leave of the whole under none. */
function byLines({ past }: Reading, lines: readonly Line[], { period, whole, ofLine }: Split): Count[] {
  const own = lines.map((line) => ({ period, value: past.category(line.productId), ...ofLine(line) }));
  const rest = own.reduce((left, it) => plus(left, { n: -it.n, d: -it.d }), whole);
  return [...own, { period, value: '', ...rest }];
}
