import type { AffinityLevel } from '../../../contract/affinity.ts';
import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { customerOf, type Zoned } from '../facts/scope.ts';
import { lineSource, paidAt } from '../facts/source.ts';
import { standing } from '../rfm/buyers-sql.ts';
import { itemSql } from './baskets-sql.ts';

/** Who bought a product (any of those that are one thing) or something of a category: by the same lines that rules count. */

type Name = 'bought_item' | 'not_bought_item';

const read = (text: string): { readonly level: AffinityLevel; readonly key: string } => {
  const at = text.indexOf(':');
  return { level: text.slice(0, at) as AffinityLevel, key: text.slice(at + 1) };
};

/** Condition on `customer_id`, up to `{as_of:Date}`: bought it, or never did. Parameter: that of `itemParam`. */
export function behindItem(name: Name, text: string, zoned: Zoned): string {
  const { level } = read(text);
  const until = { ...zoned, until: '{as_of:Date}' };
  return `customer_id GLOBAL ${name === 'bought_item' ? 'IN' : 'NOT IN'} (
  SELECT DISTINCT ${customerOf('person_id')} FROM ${lineSource.from}
  WHERE ${lineSource.where} AND person_id != 0 AND ${itemSql[level].known} AND ${standing(paidAt, until)}
    AND ${itemSql[level].item} = {${name}_of:${level === 'product' ? 'UInt32' : 'String'}})`;
}

/** What the text names, bound beside the text itself. */
export function itemParam(name: Name, text: string): Record<string, Param> {
  const { level, key } = read(text);
  return { [`${name}_of`]: level === 'product' ? Number(key) : key };
}
