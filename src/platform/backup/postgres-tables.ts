import type { Client } from 'pg';
import pg from 'pg';
import { restoringMark } from '../db/half-restore.ts';
import type { Migration } from '../db/migration-files.ts';

/** What PostgreSQL holds of ours, read from its catalogue: nothing is listed twice, and a new table is in the next backup. */

export interface StoredTable {
  /** `schema.table`, as the archive names it. */
  readonly name: string;
  /** Written for SQL. */
  readonly quoted: string;
  /** Those that are stored: a generated column is made again. */
  readonly columns: readonly string[];
  /** Under row-level security: its rows are seen shop by shop. */
  readonly perShop: boolean;
  readonly bytes: number;
}

/** The schemas that the migrations make. Whatever else lies in the database belongs to somebody else. */
export const schemasOf = (migrations: readonly Migration[]): string[] => [
  ...new Set(
    migrations.flatMap(({ sql }) =>
      [...sql.matchAll(/^\s*create schema (?:if not exists )?"?(\w+)"?/gim)].map((found) =>
        found[1]!.toLowerCase(),
      ),
    ),
  ),
];

/** The migrations' own record is made by the migrations. */
const record = 'platform.schema_migrations';

export async function listTables(client: Client, schemas: readonly string[]): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
       c.relrowsecurity as "perShop", pg_table_size(c.oid)::float8 as bytes,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)
       and n.nspname || '.' || c.relname not in ('${record}', '${restoringMark}')
     order by 1`,
    [schemas],
  );
  return rows;
}

/** The columns written for SQL. */
export const columnList = (columns: readonly string[]): string => columns.map(pg.escapeIdentifier).join(', ');

export async function listSequences(client: Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and n.nspname = any($1) order by 1`,
    [schemas],
  );
  return rows.map(({ name }) => name);
}

export interface ForeignKey {
  readonly quoted: string;
  readonly name: string;
  readonly definition: string;
}

export async function listForeignKeys(client: Client, schemas: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select format('%I.%I', n.nspname, c.relname) as quoted, quote_ident(k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  return rows;
}
