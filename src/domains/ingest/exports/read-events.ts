import type { Param } from '../../../platform/clickhouse/clickhouse.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import type { Batch, ExportAsk, Row } from '../../../platform/exports/index.ts';
import { customerOf } from '../../customers/index.ts';

/** Rows of one question: some 10 MB of answer. */
const CHUNK_ROWS = 20_000;

interface Place {
  readonly person: number;
  readonly time: string;
  readonly message: string;
}

const start: Place = { person: 0, time: '-9223372036854775808', message: '' };

/**
 * Events month by month (the partitions), and within a month by key behind the last: a question reads its own partition
 * from where the one before it stopped, holds no connection while the reader is slow, and asks one node and a cluster alike.
 */
export async function* readEvents(ask: ExportAsk, chunkRows = CHUNK_ROWS): AsyncGenerator<Batch> {
  for (const month of await monthsOf(ask)) {
    let after: Place | undefined = start;
    while (after !== undefined) {
      const rows: EventRow[] = await readChunk(ask, { ...after, month, rows: chunkRows });
      if (rows.length > 0) yield { rows: rows.map(rowOf), people: rows.map((row) => row.person_id) };
      after = rows.length < chunkRows ? undefined : placeOf(rows.at(-1)!);
    }
  }
}

/** How many events there will be. */
export async function countEvents(ask: ExportAsk): Promise<number> {
  const sql = `SELECT count() AS events FROM events WHERE ${conditions(ask)}`;
  const [row] = await question<{ events: string }>(ask, sql);
  return Number(row?.events ?? 0);
}

async function monthsOf(ask: ExportAsk): Promise<number[]> {
  const sql = `SELECT toYYYYMM(time) AS month FROM events WHERE ${conditions(ask)} GROUP BY month ORDER BY month`;
  return (await question<{ month: number }>(ask, sql)).map(({ month }) => month);
}

/** A day is that of the corrected time, as in measures. */
function conditions({ filters, shop }: ExportAsk): string {
  const day = `toDate(corrected_time, ${quote(shop.timeZone)})`;
  return [
    'shop_id = {shop:UInt32}',
    ...(filters.from === undefined ? [] : [`${day} >= {from:Date}`]),
    ...(filters.to === undefined ? [] : [`${day} <= {to:Date}`]),
    ...(filters.name === undefined ? [] : ['name = {name:String}']),
    ...(filters.channel === undefined ? [] : ['channel = {channel:String}']),
  ].join(' AND ');
}

function question<R>(ask: ExportAsk, sql: string, params: Record<string, Param> = {}): Promise<R[]> {
  const { platform, shop, signal, filters } = ask;
  const asked = { sql, shopId: shop.shopId, params: { ...filters, ...params }, seconds: 120, signal };
  return platform.clickhouse.query<R>(asked);
}

interface EventRow {
  readonly person_id: number;
  readonly client_ms: string;
  readonly message_id: string;
  readonly [column: string]: string | number;
}

type Chunk = Place & { readonly month: number; readonly rows: number };

const readChunk = (ask: ExportAsk, chunk: Chunk): Promise<EventRow[]> =>
  question<EventRow>(ask, chunkSql(ask), { ...chunk });

/** The bare `person_id >=` is what lets the engine skip what lies before it; the tuple alone would read the month again. */
const chunkSql = (ask: ExportAsk): string => `SELECT person_id, ${customerOf('person_id')} AS customer_id,
  toUnixTimestamp64Milli(time) AS client_ms, toUnixTimestamp64Milli(corrected_time) AS corrected_ms,
  toUnixTimestamp64Milli(received_at) AS received_ms, message_id, name, channel, product_id, category, order_no,
  quantity, amount_minor, currency, source, medium, campaign, properties
FROM events
WHERE ${conditions(ask)} AND toYYYYMM(time) = {month:UInt32} AND person_id >= {person:UInt32}
  AND (person_id, toUnixTimestamp64Milli(time), message_id) > ({person:UInt32}, {time:Int64}, {message:String})
ORDER BY person_id, time, message_id
LIMIT {rows:UInt32}`;

const placeOf = (row: EventRow): Place => ({
  ...{ person: row.person_id, time: row.client_ms, message: row.message_id },
});

/** ClickHouse says nothing with an empty text. */
const some = (value: string | number | undefined): string | null => (value === '' ? null : String(value));

function rowOf(it: EventRow): Row {
  return {
    ...{ message_id: it.message_id, person_id: it.person_id, customer_id: it.customer_id },
    ...{
      time: Number(it.corrected_ms),
      client_time: Number(it.client_ms),
      received_at: Number(it.received_ms),
    },
    ...{ name: it.name, channel: some(it.channel), product_id: it.product_id || null },
    ...{ category: some(it.category), order_no: some(it.order_no), quantity: it.quantity },
    ...{ currency: some(it.currency), amount: it.currency === '' ? null : Number(it.amount_minor) },
    ...{ source: some(it.source), medium: some(it.medium), campaign: some(it.campaign) },
    properties: some(it.properties),
  };
}
