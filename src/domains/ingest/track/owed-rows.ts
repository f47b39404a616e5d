import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import type { Mirror, MirrorBatch, MirrorRows } from '../../../platform/mirror/index.ts';
import { eventColumns, eventLine } from '../events/event-line.ts';
import type { EventRow, EventWrite } from '../events/event-row.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The quickest: rows of one flush are alike, and a fifth of their bytes is left. */
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Below this many characters a way through the pool of threads costs more than the bytes it saves: lines of five events. */
const SMALL = 2000;

/** What every packed piece begins with, and no line does (RFC 8878, 3.1.1): a line begins with a number. */
const PACKED = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

const pack = async (lines: string): Promise<Buffer> =>
  lines.length < SMALL ? Buffer.from(lines) : compress(lines, packing);

const unpack = async (bytes: Buffer): Promise<string> =>
  (bytes.subarray(0, PACKED.length).equals(PACKED) ? await decompress(bytes) : bytes).toString();

/**
 * Puts the rows of a flush where the mirror will find them, in the flush's own transaction: with its commit they are
 * durable. The mirror then writes what many flushes left as one part of ClickHouse: a part is a dozen synced files,
 * however few rows are in it.
 */
export async function oweRows(tx: Tx, shopId: number, rows: readonly EventRow[]): Promise<void> {
  if (rows.length > 0) await oweFlush(tx, shopId, { columns: eventColumns, ...(await packedFlush(rows)) });
}

/** What is kept of the rows of a flush; their lines have `eventColumns`. */
export const packedFlush = async (rows: readonly EventRow[]): Promise<Omit<OwedFlush, 'columns'>> => ({
  lines: await pack(rows.map(eventLine).join('')),
  person_ids: distinct(rows.map((row) => row.person_id)),
  product_ids: distinct(rows.map((row) => row.product_id)),
});

interface Flush {
  readonly columns: readonly string[];
  readonly lines: Buffer;
}

interface OwedFlush extends Flush {
  readonly person_ids: readonly number[];
  readonly product_ids: readonly number[];
}

async function oweFlush(tx: Tx, shopId: number, it: OwedFlush): Promise<void> {
  await sql`
    with flush as (
      insert into ingest.live_rows (shop_id, columns, lines, person_ids, product_ids)
      values (${shopId}, ${it.columns}::text[], ${it.lines}, ${it.person_ids}::integer[], ${it.product_ids}::integer[])
      returning flush_id)
    insert into platform.mirror_batches (shop_id, kind, ids)
    select ${shopId}, 'live-events', array[flush_id] from flush`.execute(tx);
}

const distinct = (ids: readonly number[]): number[] => [...new Set(ids)].filter((id) => id !== 0);

/** What one insert holds at most, about: rows of flushes are joined up to here. */
const MOST_BYTES = 16_000_000;

/**
 * A live row takes the place of an import's: undoing that import leaves it. The other way round, an import that looked
 * before this insert and writes after it would take the place of the live row, and its undo would lose it; so while one
 * is under way the rows are noted as repeats too, out of which the undo puts them back. It is asked after the insert, so
 * that no import can begin unseen in between.
 */
async function* liveRows({ tx, shopId, ids }: MirrorBatch): AsyncGenerator<MirrorRows> {
  const { rows } = await sql<Flush>`
    select columns, lines from ingest.live_rows
    where shop_id = ${shopId} and flush_id = any(${ids}::bigint[]) order by flush_id`.execute(tx);
  yield* joined('events', rows);
  if (await isImporting(tx, shopId)) yield* joined('event_repeats', rows);
  await forget(tx, shopId, ids);
}

async function forget(tx: Tx, shopId: number, flushIds: readonly number[]): Promise<void> {
  await sql`delete from ingest.live_rows
    where shop_id = ${shopId} and flush_id = any(${flushIds}::bigint[])`.execute(tx);
}

export async function isImporting(tx: Tx, shopId: number): Promise<boolean> {
  const { rows } = await sql`select from ingest.imports
    where shop_id = ${shopId} and state in ('running', 'undoing') limit 1`.execute(tx);
  return rows.length > 0;
}

/** Flushes of one shape (a new version may have other columns) up to the size of an insert. */
async function* joined(table: EventWrite['table'], flushes: readonly Flush[]): AsyncGenerator<MirrorRows> {
  let lines = '';
  for (const [n, flush] of flushes.entries()) {
    lines += await unpack(flush.lines);
    const next = flushes[n + 1];
    if (next !== undefined && lines.length < MOST_BYTES && sameShape(flush, next)) continue;
    yield { table, lines: { columns: flush.columns, lines } };
    lines = '';
  }
}

const sameShape = (one: Flush, other: Flush): boolean => one.columns.join() === other.columns.join();

/** Tells the mirror how rows of live events are read. */
export function registerLiveRows(mirror: Mirror): void {
  mirror.register('live-events', liveRows, halve);
}

/** Two flushes in the place of one, its lines in halves; a single line stays. */
async function halve({ tx, shopId, ids }: Pick<MirrorBatch, 'tx' | 'shopId' | 'ids'>): Promise<boolean> {
  const { rows } = await sql<Flush>`
    select columns, lines from ingest.live_rows
    where shop_id = ${shopId} and flush_id = any(${ids}::bigint[])`.execute(tx);
  const [flush] = rows;
  const lines = flush === undefined ? [] : (await unpack(flush.lines)).split(/(?<=\n)/);
  if (flush === undefined || lines.length < 2) return false;
  const middle = Math.ceil(lines.length / 2);
  for (const half of [lines.slice(0, middle), lines.slice(middle)])
    await oweFlush(tx, shopId, {
      columns: flush.columns,
      lines: await pack(half.join('')),
      person_ids: numbersIn(half, flush.columns.indexOf('person_id')),
      product_ids: numbersIn(half, flush.columns.indexOf('product_id')),
    });
  await forget(tx, shopId, ids);
  return true;
}

/** A column of lines that holds numbers. */
const numbersIn = (lines: readonly string[], place: number): number[] =>
  distinct(lines.map((line) => Number(line.split('\t')[place])));

/**
 * Forgets the rows of some persons who are erased. What was owed is written before; what is left is what ClickHouse
 * refused, each line by itself, and it must not be tried again at the next start.
 */
export async function dropRowsOf(tx: Tx, shopId: number, personIds: readonly number[]): Promise<void> {
  await sql`delete from ingest.live_rows
    where shop_id = ${shopId} and person_ids && ${personIds}::integer[]`.execute(tx);
}

/** Of some persons, or products, those in rows that are still to be written. */
export async function stillOwed(
  tx: Tx,
  shopId: number,
  what: { readonly persons: readonly number[] } | { readonly products: readonly number[] },
): Promise<Set<number>> {
  const [column, ids] = 'persons' in what ? ['person_ids', what.persons] : ['product_ids', what.products];
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select distinct id from ingest.live_rows, unnest(${sql.ref(column)}) as id
    where shop_id = ${shopId} and id = any(${ids}::bigint[])`.execute(tx);
  return new Set(rows.map((row) => Number(row.id)));
}
