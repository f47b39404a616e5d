import type { PivotAnswer, PivotCell } from '../../../contract/explore.ts';
import { otherValue } from '../../../contract/explore-words.ts';
import type { Text } from '../../../platform/errors.ts';
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
  if (dimension === 'product') return productTitles(asking, values);
  if (dimension === 'rfm-group') return new Map(groups.map((group) => [group.code, labelOf(group)]));
  return new Map(dimension === 'new-returning' ? Object.entries(newOrReturning) : []);
}

/** The title of the product that gave the group its number. */
async function productTitles(
  { clickhouse, shop, signal }: Asking,
  values: readonly string[],
): Promise<Map<string, Text>> {
  const ids = values.filter((it) => it !== '' && it !== otherValue);
  if (ids.length === 0) return new Map();
  const rows = await clickhouse.query<{ product: string; named: string }>({
    sql: `SELECT toString(canonical_id) AS product, argMin(title, product_id) AS named FROM products
WHERE shop_id = {shop:UInt32} AND has({ids:Array(String)}, toString(canonical_id)) GROUP BY product`,
    ...{ shopId: shop.shopId, params: { ids }, seconds: 5 },
    ...(signal && { signal }),
  });
  return new Map(rows.map(({ product, named }) => [product, { zh: named, en: named }]));
}
