import type { History } from './history.ts';
import { activeCustomers } from './model/active-customers.ts';
import { buyersOf } from './model/buyers.ts';
import { type Count, d, n, none } from './model/counts.ts';
import { crossSell } from './model/cross-sell.ts';
import { knownCustomers } from './model/known-customers.ts';
import { newCustomers } from './model/new-customers.ts';
import type { Period } from './model/periods.ts';
import { type Asked, type Reading, readingOf } from './model/reading.ts';
import { recommendation } from './model/recommendation.ts';
import { retention } from './model/retention.ts';
import { orderCounts, paidAs, refundCounts } from './model/sales.ts';
import { spendCounts } from './model/spend.ts';

/** Slow, obvious arithmetic over a history, written from the definitions and sharing nothing with the SQL. */

export type { Asked } from './model/reading.ts';

export interface ModelRow {
  readonly period: string;
  readonly dimension: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The rows a measure must answer: every period, every value of the dimension that occurs. */
export function modelMetric(history: History, asked: Asked): ModelRow[] {
  const reading = readingOf(history, asked);
  const counts = measures[asked.measure]!(reading);
  const values = asked.dimension === undefined ? [''] : [...new Set(counts.map((it) => it.value))].sort();
  return reading.periods.flatMap((period) => values.map((value) => rowOf(counts, period, value)));
}

function rowOf(counts: readonly Count[], period: Period, value: string): ModelRow {
  const own = counts.filter((it) => it.value === value && it.period.first === period.first);
  const sum = (of: (it: Count) => number) => own.reduce((total, it) => total + of(it), 0);
  const numerator = sum((it) => it.n);
  return { period: period.name, dimension: value, numerator, denominator: sum((it) => it.d) };
}

const measures: Record<string, (reading: Reading) => Count[]> = {
  customers: knownCustomers,
  'new-customers': (it) => newCustomers(it, n(1)),
  buyers: (it) => buyersOf(it).map((buyer) => ({ ...buyer, ...n(1) })),
  'paid-orders': (it) => orderCounts(it, { whole: none, ofLine: none, perOrder: n(1) }),
  gmv: (it) => paidAs(it, n),
  refunds: (it) => refundCounts(it, n),
  'net-sales': (it) => [...paidAs(it, n), ...refundCounts(it, taken)],
  aov: (it) => [...paidAs(it, n, d(1)), ...refundCounts(it, taken)],
  'orders-per-buyer': (it) => buyersOf(it).map((buyer) => ({ ...buyer, n: buyer.orders, d: 1 })),
  'repurchase-rate': (it) => buyersOf(it).map((buyer) => ({ ...buyer, n: Number(buyer.orders >= 2), d: 1 })),
  'retention-rate': retention,
  'recommendation-rate': recommendation,
  'cross-sell-revenue': crossSell,
  'active-customers': activeCustomers,
  'refund-rate': (it) => [...paidAs(it, d), ...refundCounts(it, n)],
  'discount-rate': (it) =>
    orderCounts(it, {
      whole: (order) => ({ n: order.discount, d: order.goods }),
      ofLine: (line) => ({ n: line.discount, d: line.amount + line.discount }),
    }),
  cac: (it) => [...spendCounts(it, ({ amount }) => n(amount)), ...newCustomers(it, d(1))],
  'click-rate': (it) => spendCounts(it, ({ clicks, impressions }) => ({ n: clicks, d: impressions })),
  'conversion-rate': (it) => [...newCustomers(it, n(1)), ...spendCounts(it, ({ clicks }) => d(clicks))],
};

const taken = (amount: number) => n(-amount);
