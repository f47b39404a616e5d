import type { ClickHouse } from '../../platform/clickhouse/clickhouse.ts';
import { customerOf } from '../customers/index.ts';
import type { Edge, Touch } from './live-rules.ts';
import { instantSql } from './step-source.ts';

interface Looking {
  readonly clickhouse: ClickHouse;
  readonly shopId: number;
}

/** The engine's own clock, milliseconds: no other decides what is new. */
export async function engineNow({ clickhouse, shopId }: Looking): Promise<number> {
  const [row] = await clickhouse.query<{ now: string }>({
    sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS now, {shop:UInt32} AS shop',
    ...{ shopId, goesFirst: true },
  });
  return Number(row!.now);
}

/** Half-open: behind `after`, up to `until`. Milliseconds. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

const inSpan = (at: string, name: string): string =>
  `toUnixTimestamp64Milli(${at}) > {${name}_after:Int64} AND toUnixTimestamp64Milli(${at}) <= {${name}_until:Int64}`;

const spanParams = (name: string, { after, until }: Span) => ({
  [`${name}_after`]: after,
  [`${name}_until`]: until,
});

/** One row more than these is read at the most: whoever is left out would be passed by, so everybody is counted. */
export const mostTouches = 250_000;
const limit = mostTouches + 1;

/** What is looked for: what was written within any of the spans; of events, those of these names. */
export interface Wanted {
  readonly spans: readonly Span[];
  readonly names: Iterable<string>;
}

/** What was written, whether that is too much to follow, and whether a customer came apart. */
export async function readTouched(
  { clickhouse, shopId }: Looking,
  { spans, names }: Wanted,
): Promise<{ touches: Touch[]; tooMany: boolean; cameApart: boolean }> {
  const within = spans.map((_, n) => `(${inSpan('at', `s${n}`)})`).join(' OR ');
  const rows = await clickhouse.query<{
    person_id: number;
    source: string;
    name: string;
    written: string;
    gone: number;
  }>({
    sql: `SELECT person_id, toString(source) AS source, toString(name) AS name, min(toUnixTimestamp64Milli(at)) AS written, max(is_deleted) AS gone
FROM touched_persons WHERE shop_id = {shop:UInt32} AND (${within}) AND (source != 'events' OR name IN {names:Array(String)})
GROUP BY person_id, source, name LIMIT ${limit} SETTINGS final = 0`,
    ...{ shopId, maxRows: limit, goesFirst: true },
    params: Object.assign({ names: [...names] }, ...spans.map((span, n) => spanParams(`s${n}`, span))),
  });
  return {
    touches: rows.map((row) => ({
      personId: row.person_id,
      source: row.source,
      name: row.name,
      at: Number(row.written),
    })),
    tooMany: rows.length > mostTouches,
    cameApart: rows.some(({ source, gone }) => source === 'override_rows' && gone === 1),
  };
}

const instants: Readonly<Record<Edge['table'], readonly string[]>> = {
  events: ['corrected_time'],
  orders: ['created_at', 'paid_at'],
  refunds: ['refunded_at'],
  persons: ['first_seen_at', 'last_seen_at'],
};

/**
 * Persons of rows whose instants, moved by their edge, lie in the span: for them time itself changed something. It reads every row, so
 * it compares the columns as they are, and rows that were replaced too: who is asked anew for nothing costs less than FINAL.
 */
export async function readTurned(
  { clickhouse, shopId }: Looking,
  edges: readonly Edge[],
  span: Span,
): Promise<Touch[]> {
  if (edges.length === 0) return [];
  const byTable = Map.groupBy(edges, ({ table }) => table);
  const parts = [...byTable].map(([table, own]) => {
    const any = own.flatMap(({ offsetMs }) =>
      instants[table].map((at) => {
        const [after, until] = [instantSql(span.after - offsetMs), instantSql(span.until - offsetMs)];
        return `(${at} > ${after} AND ${at} <= ${until})`;
      }),
    );
    return `SELECT person_id FROM ${table} WHERE shop_id = {shop:UInt32} AND person_id != 0 AND (${any.join(' OR ')})`;
  });
  const rows = await clickhouse.query<{ person_id: number }>({
    sql: `SELECT DISTINCT person_id FROM (${parts.join(' UNION ALL ')}) LIMIT ${limit} SETTINGS final = 0`,
    ...{ shopId, maxRows: limit },
  });
  return rows.map((row) => ({ personId: row.person_id, source: 'time', name: '', at: span.until }));
}

/** Persons of whom a tag runs out within the span. */
export async function readExpired({ clickhouse, shopId }: Looking, span: Span): Promise<Touch[]> {
  const ends = 'toInt64(toUnixTimestamp(it)) * 1000';
  const rows = await clickhouse.query<{ person_id: number }>({
    sql: `SELECT person_id FROM persons WHERE shop_id = {shop:UInt32}
AND arrayExists(it -> ${ends} > {t_after:Int64} AND ${ends} <= {t_until:Int64}, tag_ends) LIMIT ${limit}`,
    ...{ shopId, maxRows: limit, params: spanParams('t', span) },
  });
  return rows.map((row) => ({ personId: row.person_id, source: 'time', name: '', at: span.until }));
}

/** The customers these persons belong to now, with all their persons. */
export async function readWhole({ clickhouse, shopId }: Looking, personIds: readonly number[]) {
  const rows = await clickhouse.query<{ person_id: number; customer_id: number }>({
    sql: `SELECT DISTINCT person_id, ${customerOf('person_id')} AS customer_id FROM (
  SELECT arrayJoin({touched:Array(UInt32)}) AS person_id
  UNION ALL SELECT ${customerOf('touched')} AS person_id FROM (SELECT arrayJoin({touched:Array(UInt32)}) AS touched)
  UNION ALL SELECT person_id FROM override_rows WHERE shop_id = {shop:UInt32} AND customer_id GLOBAL IN (
    SELECT ${customerOf('touched')} FROM (SELECT arrayJoin({touched:Array(UInt32)}) AS touched))
)`,
    ...{ shopId, params: { touched: personIds }, maxRows: 1_000_000, goesFirst: true },
  });
  return {
    persons: rows.map((row) => row.person_id),
    customers: [...new Set(rows.map((row) => row.customer_id))],
    /** Customer of each person. */
    owners: new Map(rows.map((row) => [row.person_id, row.customer_id])),
    /** Persons that are no customer of their own any more. */
    merged: rows.filter((row) => row.person_id !== row.customer_id).map((row) => row.person_id),
  };
}
