import type { TieKind } from '../../../contract/social.ts';
import type { Asking } from '../metrics/question.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import type { Brought } from './cascade-rules.ts';
import type { Pairs } from './links.ts';
import { broughtSql, pairsSql } from './ties-sql.ts';

/** Shop day up to which ties and orders are seen, and the window in which somebody is won. */
export interface TiesAsked {
  readonly asOf: string;
  readonly windowDays: number;
}

interface BroughtColumns {
  readonly customers: readonly number[];
  readonly bringers: readonly number[];
  readonly kinds: readonly TieKind[];
  readonly news: readonly number[];
  readonly won: readonly number[];
  readonly worth: readonly string[];
}

/** One who came by a tie of this kind. */
export interface BroughtBy extends Brought {
  readonly kind: TieKind;
}

/** Everybody who came by a tie, in the order of their numbers; nobody who objected to being profiled, on either end. */
export async function readBrought(asking: Asking, asked: TiesAsked): Promise<BroughtBy[]> {
  const it = await askColumns<BroughtColumns>(asking, broughtSql(standingAt(asking)), asked);
  return it.customers.map((customer, n) => ({
    ...{ customer, bringer: it.bringers[n]!, kind: it.kinds[n]!, worth: Number(it.worth[n]!) },
    ...{ isNew: it.news[n] === 1, isWon: it.won[n] === 1 },
  }));
}

/** Each two customers with ties, and how many. */
export const readPairs = (asking: Asking, asked: TiesAsked): Promise<Pairs> =>
  askColumns<Pairs>(asking, pairsSql(standingAt(asking)), asked);

/** An answer of one row of arrays: a million ties are a million numbers, not a million objects. */
async function askColumns<Row>(
  { clickhouse, shop, signal }: Asking,
  sql: string,
  { asOf, windowDays }: TiesAsked,
): Promise<Row> {
  const [row] = await clickhouse.query<Row>({
    sql,
    shopId: shop.shopId,
    params: { as_of: asOf, window_days: windowDays, currency: shop.currency },
    seconds: 120,
    ...(signal && { signal }),
  });
  return row!;
}

/** How many parts in ties are known by a day. Costs a look at a shop's ties. */
export async function countTies({ clickhouse, shop, signal }: Asking): Promise<number> {
  const [row] = await clickhouse.query<{ ties: string }>({
    sql: 'SELECT count() AS ties FROM ties WHERE shop_id = {shop:UInt32}',
    shopId: shop.shopId,
    ...(signal && { signal }),
  });
  return Number(row?.ties ?? 0);
}
