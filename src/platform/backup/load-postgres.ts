import type { Client } from 'pg';
import { copyIn } from '../db/copy.ts';
import { restoringMark } from '../db/half-restore.ts';
import type { Manifest } from './manifest.ts';
import {
  columnList,
  type ForeignKey,
  listForeignKeys,
  listTables,
  type StoredTable,
} from './postgres-tables.ts';
import { archiveDamaged, countsDiffer } from './problems.ts';

/**
 * Loads an archive's rows in one transaction, as the tables' owner and nobody mightier: until it commits the database
 * holds no shop, and nothing of a restore cut off stays.
 */
export interface PostgresLoad {
  /** Rows of `schema.table`, whole lines. */
  load(table: string, lines: Buffer): Promise<void>;
  /** Compares with the manifest and commits. Throws `restore-differs`. */
  finish(): Promise<void>;
}

/**
 * Row-level security stands aside for the owner while it loads (COPY into it is refused), and so do triggers and foreign
 * keys: a check queued for each row would grow with the data, checked at the end they are one join each. The rows that
 * migrations made are the archive's too.
 */
export async function beginLoad(
  client: Client,
  schemas: readonly string[],
  manifest: Manifest,
): Promise<PostgresLoad> {
  const tables = new Map((await listTables(client, schemas)).map((table) => [table.name, table]));
  const keys = await listForeignKeys(client, schemas);
  const counts = new Map<string, number>();
  await client.query('begin');
  for (const { quoted, name } of keys) await client.query(`alter table ${quoted} drop constraint ${name}`);
  for (const { quoted } of tables.values())
    await client.query(`alter table ${quoted} disable trigger user; alter table ${quoted} no force row level security;
      delete from ${quoted}`);
  return {
    async load(name, lines) {
      const [table, told] = [tables.get(name), manifest.postgres.tables[name]];
      if (table === undefined || told === undefined) throw archiveDamaged(`postgres/${name}`);
      const copy = `copy ${table.quoted} (${columnList(told.columns)}) from stdin`;
      counts.set(name, (counts.get(name) ?? 0) + (await copyIn(client, copy, lines)));
    },
    async finish() {
      for (const [name, { rows }] of Object.entries(manifest.postgres.tables))
        if ((counts.get(name) ?? 0) !== rows) throw countsDiffer(name);
      await setSequences(client, manifest);
      await putBack(client, { tables: [...tables.values()], keys });
      await client.query(`drop table ${restoringMark}; commit; analyze`);
    },
  };
}

async function setSequences(client: Client, { postgres }: Manifest): Promise<void> {
  for (const [name, { last, called }] of Object.entries(postgres.sequences))
    await client.query('select setval($1::regclass, $2, $3)', [name, last, called]);
}

interface Aside {
  readonly tables: readonly StoredTable[];
  readonly keys: readonly ForeignKey[];
}

async function putBack(client: Client, { tables, keys }: Aside): Promise<void> {
  for (const { quoted, name, definition } of keys)
    await client.query(`alter table ${quoted} add constraint ${name} ${definition}`);
  for (const { quoted, perShop } of tables) {
    await client.query(`alter table ${quoted} enable trigger user`);
    if (perShop) await client.query(`alter table ${quoted} force row level security`);
  }
}
