import { activeCustomers, buyers, customers, newCustomers } from './customers.ts';
import {
  crossSellRevenue,
  ordersPerBuyer,
  recommendationRate,
  repurchaseRate,
  retentionRate,
} from './loyalty.ts';
import type { Measure } from './measure.ts';
import { aov, gmv, netSales, paidOrders, refunds } from './sales.ts';
import { cac, clickRate, conversionRate, discountRate, refundRate } from './sales-rates.ts';
import { scoreMeasures } from './scored.ts';

/** Every measure, in the order screens and the guide show them. */
export const measures: readonly Measure[] = [
  customers,
  newCustomers,
  buyers,
  paidOrders,
  gmv,
  refunds,
  netSales,
  aov,
  ordersPerBuyer,
  repurchaseRate,
  retentionRate,
  recommendationRate,
  crossSellRevenue,
  activeCustomers,
  refundRate,
  discountRate,
  cac,
  clickRate,
  conversionRate,
];

export const findMeasure = (code: string): Measure | undefined => measures.find((it) => it.code === code);

/** Every measure of a free question: those above, and those of what models say as of a day. */
export const exploredMeasures: readonly Measure[] = [...measures, ...scoreMeasures];

export const findExplored = (code: string): Measure | undefined =>
  exploredMeasures.find((it) => it.code === code);

/** The columns of a measure's rows that are money, in minor units: `value`, `numerator`, `denominator`. */
export function moneyColumns(code: string): ReadonlySet<string> {
  const measure = findMeasure(code);
  if (measure?.dividesMoney) return new Set(['numerator', 'denominator']);
  return new Set(measure?.unit === 'money' ? ['value', 'numerator'] : []);
}
