import type { Client } from 'pg';
import { copyOut } from '../db/copy.ts';
import { chunksOf } from './chunks.ts';
import type { AppliedMigration, Manifest, PostgresTable, Sequence } from './manifest.ts';
import { columnList, listSequences, type StoredTable } from './postgres-tables.ts';
import type { ArchiveWriter } from './write-archive.ts';

/** Reads PostgreSQL as of one exported snapshot, over several connections at once. */

export interface Snapshot {
  /** For `set transaction snapshot`. */
  readonly id: string;
  readonly at: Date;
}

/** Opens the snapshot on `client`, which must stay open until every reader has taken it up. */
export async function exportSnapshot(client: Client): Promise<Snapshot> {
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query<Snapshot>('select pg_export_snapshot() as id, clock_timestamp() as at');
  return rows[0]!;
}

/** Makes `client` see what the snapshot shows. */
export async function takeUpSnapshot(client: Client, { id }: Snapshot): Promise<void> {
  await client.query(`begin isolation level repeatable read read only; set transaction snapshot '${id}'`);
}

/** What the snapshot holds besides rows. Sequences know no snapshot: read after it, they are ahead of it, never behind. */
export async function readState(client: Client, schemas: readonly string[]) {
  const { rows: migrations } = await client.query<AppliedMigration>(
    'select file, checksum from platform.schema_migrations order by version',
  );
  const { rows: shops } = await client.query<{ shop_id: number }>(
    'select shop_id from platform.shops order by shop_id',
  );
  const shopIds = shops.map((row) => row.shop_id);
  return { migrations, shopIds, sequences: await readSequences(client, schemas) };
}

async function readSequences(client: Client, schemas: readonly string[]): Promise<Record<string, Sequence>> {
  const found: Record<string, Sequence> = {};
  for (const name of await listSequences(client, schemas)) {
    const { rows } = await client.query<Sequence>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    found[name] = rows[0]!;
  }
  return found;
}

export interface Dumping {
  readonly archive: ArchiveWriter;
  readonly shopIds: readonly number[];
  readonly signal: AbortSignal;
  /** Told of rows' bytes, unpacked, as they go by. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Shares the tables among the clients, the largest first. A table under row-level security is read shop by shop: so
 * the owner needs no right to look behind it, which nobody could grant it by URL.
 */
export async function dumpTables(
  clients: readonly Client[],
  tables: readonly StoredTable[],
  dumping: Dumping,
): Promise<Manifest['postgres']['tables']> {
  const dumped: Record<string, PostgresTable> = {};
  const left = tables.toSorted((a, b) => a.bytes - b.bytes);
  const work = async (client: Client) => {
    for (let table = left.pop(); table !== undefined; table = left.pop())
      dumped[table.name] = { columns: table.columns, rows: await dumpTable(client, table, dumping) };
  };
  await Promise.all(clients.map(work));
  return Object.fromEntries(Object.entries(dumped).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function dumpTable(client: Client, table: StoredTable, dumping: Dumping): Promise<number> {
  let [rows, chunks] = [0, 0];
  for await (const chunk of chunksOf(linesOf(client, table, dumping.shopIds))) {
    dumping.signal.throwIfAborted();
    rows += chunk.rows;
    chunks += 1;
    await dumping.archive.add(
      `postgres/${table.name}/${String(chunks).padStart(6, '0')}.tsv.zst`,
      chunk.lines,
    );
    dumping.onBytes(chunk.lines.length);
  }
  return rows;
}

async function* linesOf(
  client: Client,
  { quoted, columns, perShop }: StoredTable,
  shopIds: readonly number[],
) {
  const rows = `select ${columnList(columns)} from ${quoted}`;
  if (!perShop) yield* copyOut(client, `copy (${rows}) to stdout`);
  else
    for (const shopId of shopIds) {
      await client.query("select set_config('app.shop_id', $1, true)", [String(shopId)]);
      yield* copyOut(client, `copy (${rows} where shop_id = ${shopId}) to stdout`);
    }
}
