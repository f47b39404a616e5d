import type { AffinityLevel } from '../../../contract/affinity.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import { basketsSql, spanSql } from './baskets-sql.ts';

/** How often things are bought, alone and together. Items are texts: the number of a product, or a category. */
export interface BasketCounts {
  readonly baskets: number;
  readonly several: number;
  readonly leftOut: number;
  /** Different items bought, looked at or not. */
  readonly items: number;
  /** Orders with an item, of the items looked at. */
  readonly single: ReadonlyMap<string, number>;
  readonly pairs: readonly PairCount[];
}

export interface PairCount {
  readonly a: string;
  readonly b: string;
  readonly together: number;
}

export interface BasketWindow {
  readonly level: AffinityLevel;
  /** Shop days, inclusive. */
  readonly from: string;
  readonly to: string;
}

interface Row {
  readonly kind: 'pair' | 'several' | 'left-out' | 'items';
  readonly a: string;
  readonly b: string;
  readonly orders: string;
}

/** Counts of the paid orders of the days, in one question. */
export async function countBaskets(asking: Asking, { level, from, to }: BasketWindow): Promise<BasketCounts> {
  const { clickhouse, shop, signal } = asking;
  const rows = await clickhouse.query<Row>({
    sql: basketsSql(level, { ...standingAt(asking, '{to:Date}'), since: '{from:Date}' }),
    ...{ shopId: shop.shopId, params: { currency: shop.currency, from, to } },
    ...(signal && { signal }),
  });
  return countsOf(rows, level === 'product' ? '0' : '');
}

/** First and last shop day of the window with a paid order of a known customer; null: none. */
export async function readSpan(
  asking: Asking,
  { from, to }: Pick<BasketWindow, 'from' | 'to'>,
): Promise<Pick<BasketWindow, 'from' | 'to'> | null> {
  const { clickhouse, shop, signal } = asking;
  const [row] = await clickhouse.query<{ first: string; last: string; orders: string }>({
    sql: spanSql({ ...standingAt(asking, '{to:Date}'), since: '{from:Date}' }),
    ...{ shopId: shop.shopId, params: { currency: shop.currency, from, to } },
    ...(signal && { signal }),
  });
  return row === undefined || row.orders === '0' ? null : { from: row.first, to: row.last };
}

function countsOf(rows: readonly Row[], none: string): BasketCounts {
  const told = (kind: Row['kind']) => Number(rows.find((it) => it.kind === kind)?.orders ?? 0);
  const pairs = rows
    .filter((it) => it.kind === 'pair')
    .map(({ a, b, orders }) => ({ a, b, together: Number(orders) }));
  return {
    baskets: pairs.find(({ a, b }) => a === none && b === none)?.together ?? 0,
    ...{ several: told('several'), leftOut: told('left-out'), items: told('items') },
    single: new Map(pairs.filter(({ a, b }) => a === none && b !== none).map((it) => [it.b, it.together])),
    // An item stands beside itself as well.
    pairs: pairs.filter(({ a, b }) => a !== none && a !== b),
  };
}
