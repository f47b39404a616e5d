import type { ReadSql } from './read-sql.ts';

/** Version of the extension in this database; undefined where PostgreSQL is just PostgreSQL. */
export async function citusVersion(read: ReadSql): Promise<string | undefined> {
  const rows = await read<{ version: string }>(
    `select extversion as version from pg_extension where extname = 'citus'`,
  );
  return rows[0]?.version;
}

/** Tables that Citus holds in shards or whole on every node. */
export async function placedTables(read: ReadSql): Promise<Set<string>> {
  if ((await citusVersion(read)) === undefined) return new Set();
  const rows = await read<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_dist_partition p
     join pg_class c on c.oid = p.logicalrelid join pg_namespace n on n.oid = c.relnamespace`,
  );
  return new Set(rows.map((row) => row.name));
}
