import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type ChdbConnection, createChdbConnection } from 'chdb/connection';
import { sql } from 'kysely';
import type { ClickHouse } from '../../../src/platform/clickhouse/clickhouse.ts';
import { clickHouseDir } from '../../../src/platform/clickhouse/engine-config.ts';
import { openPool } from '../../../src/platform/db/pool.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import type { Garden, Plant } from './garden.ts';

/** Where a plant came up. */
export interface Leak {
  readonly found: string;
  readonly planted: string;
}

export const leaksOf = (found: string, plants: readonly Plant[]): Leak[] =>
  plants.map(({ kind, where }) => ({ found, planted: `${kind} of ${where}` }));

/** Every column of every table, also of rows that are overwritten but still lie in a part, and what errors quote. */
export async function searchClickHouse(
  { clickhouse, config }: Pick<Platform, 'clickhouse' | 'config'>,
  garden: Garden,
): Promise<Leak[]> {
  const leaks: Leak[] = [];
  const behind = createChdbConnection({ path: resolve(clickHouseDir(config.dataDir)) });
  for (const { name } of await tablesOf(clickhouse))
    for (const [column, text] of await columnsOf(behind.chdb, name))
      leaks.push(...leaksOf(`clickhouse ${name}.${column}`, garden.foundIn(text)));
  await behind.close();
  for (const table of ['system.errors', 'system.mutations', 'system.dictionaries', 'system.processes']) {
    const rows = await clickhouse.inspect(`SELECT * FROM ${table}`);
    leaks.push(...leaksOf(`clickhouse ${table}`, garden.foundIn(JSON.stringify(rows))));
  }
  return leaks;
}

const tablesOf = (clickhouse: ClickHouse) =>
  clickhouse.inspect<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name`,
  );

/** All values of each column as one text, whatever shop they say they are of: no question of ours may ask for that. */
async function columnsOf(session: ChdbConnection['chdb'], table: string): Promise<[string, string][]> {
  const lines = await session.queryAsync(`SELECT * FROM default.${table} SETTINGS final = 0`, {
    format: 'JSONEachRow',
  });
  const rows = lines
    .text()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const columns = Object.keys(rows[0] ?? {});
  return columns.map((column) => [column, rows.map((row) => JSON.stringify(row[column])).join('\n')]);
}

/**
 * Every column of every table as the superuser sees them, bytea as hex, and what the connections last asked. The
 * answers' schema `auth` holds the staff's own addresses, none of which is planted.
 */
export async function searchPostgres(adminUrl: string, garden: Garden): Promise<Leak[]> {
  const admin = openPool(adminUrl, { max: 1 });
  try {
    const { rows: columns } = await sql<{ table: string; column: string }>`
      select c.oid::regclass::text as table, a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p', 'm')
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`.execute(
      admin,
    );
    const leaks: Leak[] = [];
    for (const { table, column } of [...columns, { table: 'pg_stat_activity', column: 'query' }]) {
      const { rows } = await sql<{ text: string | null }>`
        select string_agg(${sql.ref(column)}::text, E'\n') as text from ${sql.raw(table)}`.execute(admin);
      leaks.push(...leaksOf(`postgres ${table}.${column}`, garden.foundIn(rows[0]?.text ?? '')));
    }
    return leaks;
  } finally {
    await admin.destroy();
  }
}

/** Every file of the data directory but the tables of PostgreSQL, which were asked above; its log and settings too. ClickHouse's parts are compressed, yet short texts show. */
export async function searchFiles(dataDir: string, garden: Garden): Promise<Leak[]> {
  const leaks: Leak[] = [];
  const tables = join('postgres', 'data') + sep;
  for (const file of (await filesIn(dataDir)).filter((it) => !relative(dataDir, it).startsWith(tables))) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    leaks.push(...leaksOf(`file ${relative(dataDir, file)}`, garden.foundInBytes(bytes)));
  }
  return leaks;
}

/** ClickHouse tidies its parts while we look: what is gone by then holds nothing. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inside = entries.map((it) => {
    const path = join(folder, it.name);
    if (it.isDirectory()) return filesIn(path);
    return it.isFile() ? [path] : [];
  });
  return (await Promise.all(inside)).flat();
}
