import type { PivotAnswer, PivotCell } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import { findScoreBands } from '../../../contract/score-bands.ts';
import type { Text } from '../../../platform/errors.ts';
import { productTitles } from '../facts/product-titles.ts';
import type { Asking } from '../metrics/question.ts';
import { groups, labelOf } from '../rfm/rfm-rules.ts';
import type { Plan } from './plan-pivot.ts';

const newOrReturning: Readonly<Record<string, Text>> = {
  new: { zh: '新客', en: 'New' },
  returning: { zh: '老客', en: 'Returning' },
  none: { zh: '未购买', en: 'Not bought yet' },
  guest: { zh: '游客', en: 'Guest' },
};

/** What values are called that are codes or numbers. */
export async function labelsOf(plan: Plan, cells: readonly PivotCell[]): Promise<PivotAnswer['labels']> {
  const found = await Promise.all(
    plan.dimensions.map(async (dimension, at) => {
      const values = [...new Set(cells.map(({ keys }) => keys[at]))].filter((it) => it != null);
      const named = await labelled(plan, dimension, values);
      return [...named].map(([value, label]) => ({ dimension, value, label }));
    }),
  );
  return found.flat();
}

/** Labels of those values of a dimension that have one. */
async function labelled(
  asking: Asking,
  dimension: string,
  values: readonly string[],
): Promise<Map<string, Text>> {
  if (dimension === 'product') {
    const ids = values.filter((it) => it !== '' && it !== otherValue);
    const titles = await productTitles(asking, ids);
    return new Map([...titles].map(([id, title]) => [id, { zh: title, en: title }]));
  }
  if (dimension === 'rfm-group') return new Map(groups.map((group) => [group.code, labelOf(group)]));
  const scored = findScoreBands(dimension);
  if (scored !== undefined) return new Map(scored.bands.map(({ value, label }) => [value, label]));
  return new Map(dimension === 'new-returning' ? Object.entries(newOrReturning) : []);
}
