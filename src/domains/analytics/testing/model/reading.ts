import type { DimensionCode } from '../../catalog/dimensions.ts';
import type { Step } from '../../facts/scope.ts';
import type { History, Line } from '../history.ts';
import { Past } from '../past.ts';
import { cut, type Period } from './periods.ts';

export interface Asked {
  readonly measure: string;
  readonly from: string;
  readonly to: string;
  readonly by: Step;
  readonly dimension: DimensionCode | undefined;
}

/** A history read for one question. */
export interface Reading {
  readonly history: History;
  readonly asked: Asked;
  readonly past: Past;
  readonly periods: readonly Period[];
}

export const readingOf = (history: History, asked: Asked): Reading => ({
  ...{ history, asked, past: new Past(history) },
  periods: cut(asked.from, asked.to, asked.by),
});

export function periodOf({ asked, periods }: Reading, day: string): Period | undefined {
  if (day < asked.from || day > asked.to) return undefined;
  return periods.findLast((it) => it.first <= day);
}

/** What a customer is in a period, under a dimension that belongs to customers. */
export function attribute({ asked, past }: Reading, customer: number, period: Period): string | undefined {
  if (asked.dimension === 'tier') return past.tier(customer);
  if (asked.dimension === 'first-touch') return past.touch(customer)?.touchSource ?? '';
  if (asked.dimension !== 'new-returning') return undefined;
  if (customer === 0) return 'guest';
  const first = past.firstPaidDay(customer);
  if (first === undefined || first > period.last || first > asked.to) return 'none';
  return first >= period.first && first >= asked.from ? 'new' : 'returning';
}

interface Document {
  readonly channel: string;
  readonly province: string;
  readonly lines: readonly Line[];
  readonly customer: number;
}

/** Values of the dimension a document with lines stands under; an order in several categories has several. */
export function valuesOf(reading: Reading, it: Document, period: Period): string[] {
  const { dimension } = reading.asked;
  if (dimension === undefined) return [''];
  if (dimension === 'channel') return [it.channel];
  if (dimension === 'province') return [it.province];
  if (dimension === 'category')
    return [...new Set(it.lines.map((line) => reading.past.category(line.productId)))];
  return [attribute(reading, it.customer, period)!];
}

/** A customer's value where no document gives one. */
export function standing(reading: Reading, customer: number, period: Period): string {
  if (reading.asked.dimension === 'channel') return reading.past.firstChannel(customer);
  if (reading.asked.dimension === 'province') return reading.past.province(customer);
  return attribute(reading, customer, period) ?? '';
}
