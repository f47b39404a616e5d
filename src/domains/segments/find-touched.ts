import type { ClickHouse } from '../../platform/clickhouse/clickhouse.ts';
import { customerOf } from '../customers/index.ts';
import type { Edge, Touch } from './live-rules.ts';
import { instantSql } from './step-source.ts';

interface Looking {
  readonly clickhouse: ClickHouse;
  readonly shopId: number;
}

/** One row more than these is read at the most: whoever is left out would be passed by, so everybody is counted. */
export const mostTouches = 250_000;

/** An insert notes whom it is about before it ends, and the note is seen when it has ended: so much later at the most. */
const LATE_MS = 5_000;

/** The dictionary of who belongs to whom is loaded behind its rows: whoever was merged or came apart is asked again until then. */
const LOADED_MS = 1_000;

/** How far somebody looked at the notes. They come in the order in which inserts end, not in that of their instants. */
export interface Sight {
  /** Milliseconds by the engine's own clock: no other decides what is new. */
  readonly until: number;
  /** Notes of before are not looked at any more; milliseconds. */
  readonly from: number;
  /** What was seen of those since: how many notes of each kind, person and instant. */
  readonly seen: ReadonlyMap<string, number>;
}

/** Of one who looks from now on: what is noted late of the last seconds is found too. */
export async function firstSight({ clickhouse, shopId }: Looking): Promise<Sight> {
  const [row] = await clickhouse.query<{ now: string }>({
    sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS now, {shop:UInt32} AS shop',
    ...{ shopId, goesFirst: true },
  });
  return sightOf(Number(row!.now), new Map());
}

const sightOf = (until: number, seen: Sight['seen']): Sight => ({ until, from: until - LATE_MS, seen });

/** What is looked for: what was not seen yet; of events, those of these names. */
export interface Wanted {
  readonly sight: Sight;
  readonly names: Iterable<string>;
}

type Note = readonly [
  personId: number,
  source: string,
  name: string,
  at: string,
  notes: string,
  gone: number,
];

/** What was written, whether that is too much to follow, and whether a customer came apart; and how far it was looked. */
export async function readTouched(
  { clickhouse, shopId }: Looking,
  { sight, names }: Wanted,
): Promise<{ touches: Touch[]; tooMany: boolean; cameApart: boolean; sight: Sight }> {
  const limit = sight.seen.size + mostTouches + 1;
  const [row] = await clickhouse.query<{ until: string; found: Note[] }>({
    sql: `SELECT toUnixTimestamp64Milli(now64(3)) AS until, groupArray((person_id, source, name, written, notes, gone)) AS found FROM (
  SELECT person_id, toString(source) AS source, toString(name) AS name, toUnixTimestamp64Milli(at) AS written, count() AS notes, max(is_deleted) AS gone
  FROM touched_persons WHERE shop_id = {shop:UInt32} AND toUnixTimestamp64Milli(at) > {from:Int64} AND (source != 'events' OR name IN {names:Array(String)})
  GROUP BY person_id, source, name, written LIMIT ${limit}
) SETTINGS final = 0`,
    ...{ shopId, goesFirst: true, params: { names: [...names], from: sight.from } },
  });
  const [until, found] = [Number(row!.until), row!.found];
  const isFresh = (note: Note) => Number(note[4]) > (sight.seen.get(keyOf(note)) ?? 0);
  const isYoung = ([, source, , at]: Note) =>
    source === 'override_rows' && Number(at) > sight.until - LOADED_MS;
  const asked = found.filter((note) => isFresh(note) || isYoung(note));
  const tooMany = found.length === limit;
  const seen = new Map(found.map((note) => [keyOf(note), Number(note[4])]));
  return {
    touches: asked.map((note): Touch => {
      const [personId, source, name, at] = note;
      return { personId, source, name, at: Number(at), isAgain: !isFresh(note) };
    }),
    cameApart: asked.some(([, source, , , , gone]) => source === 'override_rows' && gone === 1),
    tooMany,
    // Not all of so many was seen: everybody is counted instead.
    sight: tooMany ? { until, from: until, seen: new Map() } : sightOf(until, seen),
  };
}

const keyOf = ([personId, source, name, at]: Note): string => `${personId} ${source} ${at} ${name}`;

/** Half-open: behind `after`, up to `until`. Milliseconds. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

const instants: Readonly<Record<Edge['table'], readonly string[]>> = {
  events: ['corrected_time'],
  orders: ['created_at', 'paid_at'],
  refunds: ['refunded_at'],
  persons: ['first_seen_at', 'last_seen_at'],
};

/** Condition: an instant of a row lies so that one of the edges was crossed within the span. */
function crossed(table: Edge['table'], edges: readonly Edge[], span: Span): string {
  const any = edges.flatMap(({ offsetMs }) =>
    instants[table].map((at) => {
      const [after, until] = [instantSql(span.after - offsetMs), instantSql(span.until - offsetMs)];
      return `(${at} > ${after} AND ${at} <= ${until})`;
    }),
  );
  return any.length === 0 ? '0' : any.join(' OR ');
}

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
    const [later, now] = [
      own.filter(({ offsetMs }) => offsetMs !== 0),
      own.filter((it) => it.offsetMs === 0),
    ];
    const [laterSql, nowSql] = [crossed(table, later, span), crossed(table, now, span)];
    // An event that had happened when it came was asked about then: no edge of its own is crossed by that instant.
    const onTime = table === 'events' ? ` AND (${laterSql} OR corrected_time > received_at)` : '';
    return `SELECT person_id FROM ${table} WHERE shop_id = {shop:UInt32} AND person_id != 0 AND (${laterSql} OR ${nowSql})${onTime}`;
  });
  const rows = await clickhouse.query<{ person_id: number }>({
    sql: `SELECT DISTINCT person_id FROM (${parts.join(' UNION ALL ')}) LIMIT ${mostTouches + 1} SETTINGS final = 0`,
    ...{ shopId, maxRows: mostTouches + 1 },
  });
  return rows.map(turnedAt(span));
}

/** Touched by time alone. */
const turnedAt =
  ({ until }: Span) =>
  (row: { readonly person_id: number }): Touch => ({
    ...{ personId: row.person_id, source: 'time', name: '', at: until, isAgain: false },
  });

/** Persons of whom a tag runs out within the span. */
export async function readExpired({ clickhouse, shopId }: Looking, span: Span): Promise<Touch[]> {
  const ends = 'toInt64(toUnixTimestamp(it)) * 1000';
  const params = { t_after: span.after, t_until: span.until };
  const rows = await clickhouse.query<{ person_id: number }>({
    sql: `SELECT person_id FROM persons WHERE shop_id = {shop:UInt32}
AND arrayExists(it -> ${ends} > {t_after:Int64} AND ${ends} <= {t_until:Int64}, tag_ends) LIMIT ${mostTouches + 1}`,
    ...{ shopId, maxRows: mostTouches + 1, params },
  });
  return rows.map(turnedAt(span));
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
