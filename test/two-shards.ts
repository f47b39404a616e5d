import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ClickHouse, Question } from '../src/platform/clickhouse/clickhouse.ts';
import { renderDirectives, tableOf } from '../src/platform/clickhouse/directives.ts';
import type { EmbeddedClickHouse } from '../src/platform/clickhouse/embedded.ts';
import { splitStatements } from '../src/platform/clickhouse/sql-text.ts';
import { readMigrations } from '../src/platform/db/migration-files.ts';

/**
 * A cluster of two shards in this process, over the rows the single-node tables already hold: database `halves` has
 * a view per table that keeps the rows of the asking shard, `shards` the Distributed tables over those views. Rows
 * are loaded once, into `default`; every question can be put to both and must get one answer.
 */

const cluster = 'two_shards';
const folder = new URL('../migrations/clickhouse', import.meta.url).pathname;

const shard = '<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>';

/** Both shards are this process: nothing listens on the port, it only makes the engine know itself. */
const config = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers><${cluster}>${shard}${shard}</${cluster}></remote_servers>
</clickhouse>
`;

/** Lets an engine that is opened later on this data directory know the cluster. openWorld() does it for every world. */
export async function allowTwoShards(dataDir: string): Promise<void> {
  await mkdir(join(dataDir, 'clickhouse.d'), { recursive: true });
  await writeFile(join(dataDir, 'clickhouse.d', 'two-shards.xml'), config);
}

/** The same rows behind two handles. Load through `single`. */
export interface BothTopologies {
  readonly single: ClickHouse;
  readonly shards: ClickHouse;
  /** Puts the question to both, expects one answer (rows in the order they come: say ORDER BY), and returns it. */
  ask<Row>(question: Question): Promise<Row[]>;
}

/**
 * Both topologies over one embedded, migrated ClickHouse, such as `world.platform.clickhouse`. Closing that closes
 * all. Call it again after a migration.
 */
export async function bothTopologies(single: ClickHouse): Promise<BothTopologies> {
  const shards = await openTwoShards(single);
  return {
    single,
    shards,
    async ask<Row>(question: Question): Promise<Row[]> {
      const rows = await single.query<Row>(question);
      expect(await shards.query<Row>(question), 'two shards answer what one node does').toEqual(rows);
      return rows;
    },
  };
}

/** The Distributed view of an embedded, migrated ClickHouse. Its dictionaries are fresh at every question. */
async function openTwoShards(single: ClickHouse): Promise<ClickHouse> {
  const statements = (await readMigrations(folder)).flatMap(({ sql }) => splitStatements(sql));
  for (const text of distribution(statements)) await single.command(text);
  const shards = await (single as EmbeddedClickHouse).standIn('shards');
  const reload = dictionariesOf(statements).map((name) => `SYSTEM RELOAD DICTIONARY shards.${name}`);
  const loaded = new Map<number, string>();
  return {
    ...shards,
    async query<Row>(question: Question) {
      const rows = await overridesOf(single, question.shopId);
      if (rows !== loaded.get(question.shopId)) for (const text of reload) await shards.command(text);
      loaded.set(question.shopId, rows);
      return shards.query<Row>(question);
    },
    insert: async () => {
      throw new Error('Load rows through the single node: the shards are views of them');
    },
  };
}

/** What the dictionaries hold of a shop, as text: a look costs a quarter of loading them anew. */
async function overridesOf(single: ClickHouse, shopId: number): Promise<string> {
  const sql = `SELECT count() AS n, sum(cityHash64(*)) AS h FROM override_rows WHERE shop_id = {shop:UInt32}`;
  return JSON.stringify(await single.query({ sql, shopId }));
}

/**
 * The two shards for statements that write to some tables: they read the halves, and write through Distributed tables
 * over what both shards are, the tables of the single node. `{{local T}}` is that table: a mutation reaches both halves.
 */
export async function writableShards(single: ClickHouse, tables: readonly string[]): Promise<ClickHouse> {
  const { shards } = await bothTopologies(single);
  const statements = (await readMigrations(folder)).flatMap(({ sql }) => splitStatements(sql)).map(tableOf);
  await single.command('CREATE DATABASE IF NOT EXISTS routed');
  for (const table of statements.filter((it) => it !== undefined && tables.includes(it.name)))
    await single.command(
      `CREATE TABLE routed.${table!.name} AS default.${table!.name} ENGINE = Distributed(${cluster}, default, ${table!.name}, ${table!.shardedBy})`,
    );
  const routed = (sql: string) =>
    sql.replace(/INSERT INTO (\w+) /, 'INSERT INTO routed.$1 ').replace(/\{\{local (\w+)\}\}/g, 'default.$1');
  return { ...shards, command: (sql, params) => shards.command(routed(sql), params) };
}

function distribution(statements: readonly string[]): string[] {
  // A table in memory has no versions to choose from, so no FINAL; nobody asks it of shards.
  const tables = statements
    .filter((text) => !text.includes('ENGINE = Memory'))
    .map(tableOf)
    .filter((table) => table?.shardedBy !== undefined);
  const dictionaries = statements.filter((text) => text.includes('{{dictionary'));
  return [
    ...['halves', 'shards'].flatMap((name) => [`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`]),
    ...tables.flatMap((table) => halve(table!.name, table!.shardedBy!)),
    ...dictionaries.flatMap((text) => renderDirectives(text, { database: 'shards' })),
  ];
}

/** FINAL stands in the view because a dictionary's query, which has no final=1, does not carry its own through one. */
const halve = (name: string, shardedBy: string): string[] => [
  `CREATE VIEW halves.${name} AS SELECT * FROM default.${name} FINAL WHERE (${shardedBy}) % 2 = shardNum() - 1`,
  `CREATE TABLE shards.${name} AS default.${name} ENGINE = Distributed(${cluster}, halves, ${name}, ${shardedBy})`,
];

const dictionariesOf = (statements: readonly string[]): string[] =>
  statements.flatMap((text) => /^CREATE DICTIONARY \{\{dictionary (\w+)\}\}/.exec(text)?.[1] ?? []);
