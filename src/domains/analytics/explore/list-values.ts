import type { Text } from '../../../platform/errors.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import { findMeasure } from '../catalog/catalogue.ts';
import { splitDimensions } from '../catalog/dimensions.ts';
import { dayIssues } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { askPivot } from './ask-pivot.ts';
import type { PivotAsking } from './plan-pivot.ts';

interface ValuesQuestion extends PivotAsking {
  readonly dimension: string;
  readonly from: string;
  readonly to: string;
}

export interface ListedValue {
  readonly value: string;
  readonly label: Text | null;
  /** Paid orders under it. */
  readonly orders: number;
}

/** More are typed, not picked from a list. */
const MOST = 300;

/** The values a filter can pick from: those of the paid orders of the days, most first. */
export async function listValues({
  dimension,
  from,
  to,
  ...asking
}: ValuesQuestion): Promise<Result<ListedValue[]>> {
  const isKnown = splitDimensions.some(({ code }) => code === dimension);
  const message = { zh: '没有这个维度', en: 'There is no such dimension' };
  const unknown = isKnown ? [] : [{ code: 'no-such-dimension', field: 'dimension', message }];
  const checked = orUnusable(undefined, [...unknown, ...dayIssues(from, to)]);
  if (!checked.ok) return checked;
  const answer = await askPivot(asking, {
    ...{ from, to, measures: [findMeasure('paid-orders')!.code], rows: [dimension], columns: [] },
    ...{ filters: [], top: [], totals: false, compare: 'none' },
  });
  if (!answer.ok) return answer;
  const { cells, labels } = answer.value;
  const named = new Map(labels.map(({ value, label }) => [value, label]));
  const values = cells.map(({ keys, numbers }) => ({
    ...{ value: keys[0]!, label: named.get(keys[0]!) ?? null, orders: numbers[0]!.numerator },
  }));
  return ok(values.sort((a, b) => b.orders - a.orders || (a.value < b.value ? -1 : 1)).slice(0, MOST));
}
