import { withShop } from '../../platform/db/postgres.ts';
import { ok, type Result } from '../../platform/errors.ts';
import { type Asking, boundValues, mayBeProfiled } from '../analytics/index.ts';
import { customerOf } from '../customers/index.ts';
import { oneSegment } from './find-one.ts';
import type { Looker } from './looker.ts';
import { type MembersPlace, membersNowSql } from './members-sql.ts';

/**
 * How much larger some segments are than at the refresh that counts. A live move is written where somebody's membership
 * turned, so each is one more or one less, and no member is looked at.
 */
export async function readGrowth(
  { clickhouse, shop, signal }: Asking,
  places: readonly MembersPlace[],
): Promise<Map<number, number>> {
  if (places.length === 0) return new Map();
  const pairs = places.map(({ segmentId, refresh }) => `(${segmentId}, ${refresh})`).join(', ');
  const rows = await clickhouse.query<{ segment_id: number; more: string }>({
    sql: `SELECT segment_id, sum(toInt64(entered) * 2 - 1) AS more FROM segment_moves
WHERE shop_id = {shop:UInt32} AND (segment_id, refresh) IN (${pairs}) AND move != 0 GROUP BY segment_id`,
    shopId: shop.shopId,
    ...(signal && { signal }),
  });
  return new Map(rows.map((row) => [row.segment_id, Number(row.more)]));
}

/** Numbers of members, ascending, from behind `after`. */
export async function listMembers(
  { clickhouse, shop, signal }: Asking,
  place: MembersPlace,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number[]> {
  const bound = boundValues('seg');
  const rows = await clickhouse.query<{ customer_id: number }>({
    sql: `SELECT DISTINCT ${customerOf('customer_id')} AS customer_id FROM (${membersNowSql(place, bound)})
WHERE customer_id > {after:UInt32} ORDER BY customer_id LIMIT {most:UInt32}`,
    ...{ shopId: shop.shopId, params: { ...bound.params, after, most: limit } },
    ...(signal && { signal }),
  });
  return rows.map((row) => row.customer_id);
}

/**
 * Every combination of some segments (a Venn diagram, any matrix): a mask with bit n for the n-th, and how many are in just those.
 * Customers as they are joined now: whoever was merged since a segment was counted is one.
 */
export async function countOverlap(
  { clickhouse, shop, signal }: Asking,
  places: readonly MembersPlace[],
): Promise<{ mask: number; customers: number }[]> {
  const bound = boundValues('seg');
  const parts = places.map(
    (place, n) =>
      `SELECT ${customerOf('member')} AS customer_id, toUInt32(${2 ** n}) AS bit FROM (SELECT customer_id AS member FROM (${membersNowSql(place, bound)}))`,
  );
  const rows = await clickhouse.query<{ mask: number; customers: string }>({
    sql: `SELECT mask, count() AS customers FROM (
  SELECT customer_id, groupBitOr(bit) AS mask FROM (${parts.join(' UNION ALL ')}) GROUP BY customer_id
) GROUP BY mask ORDER BY mask`,
    ...{ shopId: shop.shopId, params: bound.params },
    ...(signal && { signal }),
  });
  return rows.map((row) => ({ mask: row.mask, customers: Number(row.customers) }));
}

interface MoveRow {
  readonly customer_id: number;
  readonly entered: number;
  readonly at: string;
  readonly cause: string;
}

/** Who entered or left lately, newest first: live, or found by a refresh. Where the segment `profiles`, of nobody who objected to that. */
export async function listMoves(
  { clickhouse, shop, signal }: Asking,
  { segmentId, limit, profiles }: { segmentId: number; limit: number; profiles: boolean },
): Promise<{ customerId: number; entered: boolean; at: Date; cause: string }[]> {
  const rows = await clickhouse.query<MoveRow>({
    sql: `SELECT customer_id, entered, at, toString(cause) AS cause FROM segment_moves
WHERE shop_id = {shop:UInt32} AND segment_id = {segment:UInt32} AND ${profiles ? mayBeProfiled(customerOf('customer_id')) : 'true'}
ORDER BY at DESC, move DESC, customer_id LIMIT {most:UInt32}`,
    ...{ shopId: shop.shopId, params: { segment: segmentId, most: limit } },
    ...(signal && { signal }),
  });
  return rows.map((row) => ({
    ...{ customerId: row.customer_id, entered: row.entered === 1, cause: row.cause },
    at: new Date(`${row.at.replace(' ', 'T')}Z`),
  }));
}

/** Whether one customer stands among the members now. */
export async function isAmong(asking: Asking, place: MembersPlace, customerId: number): Promise<boolean> {
  const [found] = await listMembers(asking, place, { after: customerId - 1, limit: 1 });
  return found === customerId;
}

/** A page of members of a segment, and where the next begins. Problem: `segment-not-found`. */
export async function findMembers(
  { platform, shop, signal }: Looker,
  segmentId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<Result<{ items: number[]; next_after: number | null }>> {
  const found = await withShop(platform.db, shop.shopId, (tx) => oneSegment(tx, shop.shopId, segmentId));
  if (!found.ok) return found;
  const { refresh } = found.value;
  if (refresh === null) return ok({ items: [], next_after: null });
  const asking = { clickhouse: platform.clickhouse, shop, signal };
  const items = await listMembers(asking, { segmentId, refresh }, { after, limit });
  return ok({ items, next_after: items.length < limit ? null : items.at(-1)! });
}
