import { sql } from 'kysely';
import type { ClickHouse } from '../../platform/clickhouse/clickhouse.ts';
import type { MirrorBatch, MirrorKind, MirrorRows } from '../../platform/mirror/index.ts';
import { mirrorOrders } from './mirror-orders.ts';
import { mirrorRefunds } from './mirror-refunds.ts';

interface Ended {
  /** Table of the headers; in PostgreSQL its schema is `orders`. */
  readonly headers: 'orders' | 'refunds';
  readonly lines: 'order_lines' | 'refund_lines';
  readonly id: 'order_id' | 'refund_id';
}

const orders: Ended = { headers: 'orders', lines: 'order_lines', id: 'order_id' };
const refunds: Ended = { headers: 'refunds', lines: 'refund_lines', id: 'refund_id' };

/** Orders that lost lines or are gone: what still stands, and an end for what does not. */
export const mirrorEndedOrders: MirrorKind = async (batch) => [
  ...(await mirrorOrders(batch)),
  await endedHeaders(batch, orders),
  await endedLines(batch, orders),
];

export const mirrorEndedRefunds: MirrorKind = async (batch) => [
  ...(await mirrorRefunds(batch)),
  await endedHeaders(batch, refunds),
  await endedLines(batch, refunds),
];

async function endedHeaders({ tx, shopId, ids }: MirrorBatch, { headers, id }: Ended): Promise<MirrorRows> {
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, it as ${sql.ref(id)}, nextval('platform.row_version') as version,
        1 as is_deleted
      from unnest(${ids}::bigint[]) as it
      where not exists (select from ${sql.table(`orders.${headers}`)} h
        where h.shop_id = ${shopId} and h.${sql.ref(id)} = it)) t`.execute(tx);
  return { table: headers, lines: rows[0]!.lines };
}

/**
 * Lines ClickHouse has and PostgreSQL has not. A header that still stands got a new version when it lost them, which is
 * theirs too: should such a line come back, it comes with a later one.
 */
async function endedLines({ tx, shopId, ids, clickhouse }: MirrorBatch, ended: Ended): Promise<MirrorRows> {
  const known = await linesInClickHouse(clickhouse, ended, { shopId, ids });
  const id = sql.ref(ended.id);
  const { rows } = await sql<{ lines: string | null }>`
    select string_agg(to_json(t)::text, E'\n') as lines from (
      select ${shopId}::integer as shop_id, k.id as ${id}, k.line_key,
        coalesce(h.row_version, nextval('platform.row_version')) as version, 1 as is_deleted
      from json_to_recordset(${JSON.stringify(known)}::json) as k(id bigint, line_key text)
      left join ${sql.table(`orders.${ended.headers}`)} h on h.shop_id = ${shopId} and h.${id} = k.id
      where not exists (select from ${sql.table(`orders.${ended.lines}`)} l
        where l.shop_id = ${shopId} and l.${id} = k.id and l.line_key = k.line_key)) t`.execute(tx);
  return { table: ended.lines, lines: rows[0]!.lines };
}

const linesInClickHouse = (
  clickhouse: ClickHouse,
  { lines, id }: Ended,
  { shopId, ids }: { shopId: number; ids: readonly number[] },
) =>
  clickhouse.query<{ id: string; line_key: string }>({
    sql: `SELECT ${id} AS id, line_key FROM ${lines}
      WHERE shop_id = {shop:UInt32} AND ${id} IN {ids:Array(UInt64)}`,
    shopId,
    params: { ids },
    maxRows: 2_000_000,
  });
