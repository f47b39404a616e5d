import type { ReadSql } from './read-sql.ts';

/** A primary key, unique constraint or unique index. */
export interface TableKey {
  readonly name: string;
  /** In order; null where an expression stands. */
  readonly columns: readonly (string | null)[];
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: string;
  readonly referenced: readonly string[];
  /** As `alter table ... add constraint NAME` takes it. */
  readonly definition: string;
}

/** One table of ours, as far as its distribution depends on it. */
export interface CatalogTable {
  /** Schema-qualified. */
  readonly name: string;
  /** Type of its column shop_id; null without one. */
  readonly shopType: string | null;
  readonly isForced: boolean;
  readonly keys: readonly TableKey[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Constraints and triggers that Citus does not carry to shards. */
  readonly unsupported: readonly string[];
}

const columnsOf = (numbers: string, table: string) => `(
  select json_agg(a.attname order by u.place) from unnest(${numbers}) with ordinality as u(number, place)
  left join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number and u.number > 0)`;

/** Everything of ours but partitions, which follow their parent; pg-boss looks after its own schema. */
const tablesSql = `
  select n.nspname || '.' || c.relname as name,
    (select format_type(a.atttypid, a.atttypmod) from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped) as "shopType",
    c.relforcerowsecurity as "isForced",
    coalesce((select json_agg(json_build_object('name', i.indexrelid::regclass::text,
        'columns', ${columnsOf('i.indkey::smallint[]', 'c.oid')}) order by i.indexrelid::regclass::text collate "C")
      from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as keys,
    coalesce((select json_agg(json_build_object('name', k.conname, 'columns', ${columnsOf('k.conkey', 'c.oid')},
        'references', fn.nspname || '.' || f.relname, 'referenced', ${columnsOf('k.confkey', 'k.confrelid')},
        'definition', pg_get_constraintdef(k.oid)) order by k.conname)
      from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
      where k.conrelid = c.oid and k.contype = 'f'), '[]') as "foreignKeys",
    array(select 'trigger ' || t.tgname from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
      union all select 'exclusion ' || k.conname from pg_constraint k where k.conrelid = c.oid and k.contype = 'x'
      order by 1) as unsupported
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'pgboss', 'citus', 'citus_internal', 'columnar')
  order by 1`;

/** The tables as the catalog has them, by name. Definitions name other tables with their schema, which nobody searches. */
export const readTables = (read: ReadSql): Promise<CatalogTable[]> => read<CatalogTable>(tablesSql);

/** Sequences the application draws from, by name. Grants made before a distribution do not reach the workers. */
export async function readGrantedSequences(read: ReadSql, role: string): Promise<string[]> {
  const rows = await read<{ name: string }>(
    `select distinct n.nspname || '.' || c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where c.relkind = 'S' and a.grantee = (select oid from pg_roles where rolname = '${role}') order by 1`,
  );
  return rows.map((row) => row.name);
}
