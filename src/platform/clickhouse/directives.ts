import { quote } from './literal.ts';

/**
 * One migration text for one node and for a cluster. Directives stand in double braces where a name or an engine
 * would stand; everything else is ClickHouse's own SQL and goes through untouched.
 *
 * | written                                       | one node                     | cluster C, database d |
 * |-----------------------------------------------|------------------------------|-----------------------|
 * | `CREATE TABLE {{table T sharded by EXPR}} ...`| `IF NOT EXISTS d.T`          | `IF NOT EXISTS d.T_local ON CLUSTER C`, then a second statement: `d.T` = Distributed(C, d, T_local, EXPR) |
 * | `CREATE TABLE {{table T on every node}} ...`   | `IF NOT EXISTS d.T`          | `IF NOT EXISTS d.T ON CLUSTER C`, replicated to all shards |
 * | `ENGINE = {{engine XMergeTree(args)}}`        | `XMergeTree(args)`           | `ReplicatedXMergeTree('/clickhouse/tables/{shard}/d/T_local', '{replica}', args)` |
 * | `CREATE DICTIONARY {{dictionary D}} ...`      | `IF NOT EXISTS d.D`          | `IF NOT EXISTS d.D ON CLUSTER C` |
 * | `FROM {{read T}}`                             | `d.T`                        | `d.T` (the Distributed table) |
 * | `ALTER TABLE {{alter T}} ...`                 | `d.T`                        | two statements: `d.T_local ON CLUSTER C`, `d.T ON CLUSTER C` |
 * | `OPTIMIZE TABLE {{local T}} ...`              | `d.T`                        | `d.T_local ON CLUSTER C` |
 * | `FROM {{rows T}}`                             | `d.T`                        | `cluster('C', d, T_local)`: without a Distributed table |
 * | `PARTITION ALL FROM {{own T}}`                | `d.T`                        | `d.T_local`, each node its own |
 * | `SYSTEM RELOAD DICTIONARY {{dictionary D}}`   | `d.D`                        | `d.D ON CLUSTER C` |
 *
 * A dictionary's `SOURCE(CLICKHOUSE(` gets the user of a server's URL. Every CREATE TABLE gets `fsync_after_insert = 1, fsync_part_directory = 1`: an acknowledged row is on disk.
 */

/** Where statements run: a database, and a cluster's name when there is one. */
export interface Layout {
  readonly database: string;
  readonly cluster?: string | undefined;
  /** Who a dictionary reads its table as; absent = nobody in particular (chDB). */
  readonly user?: { readonly name: string; readonly password: string };
}

const synced = 'fsync_after_insert = 1, fsync_part_directory = 1';

/** The statements one written statement becomes: itself on one node, one or two on a cluster. */
export function renderDirectives(statement: string, layout: Layout): string[] {
  if (!statement.includes('{{')) return [statement];
  const table = tableOf(statement);
  if (table !== undefined) return createTable(statement, { ...layout, ...table });
  const altered = /\{\{\s*alter\s+(\w+)\s*\}\}/.exec(statement)?.[1];
  if (altered === undefined || layout.cluster === undefined) return [asUser(fill(statement, layout), layout)];
  return ['local', 'everywhere'].map((reach) =>
    fill(statement.replace(/\{\{\s*alter\b/, `{{${reach}`), layout),
  );
}

/** A table the statement creates; `shardedBy` is absent when every node holds all of it. */
export interface CreatedTable {
  readonly name: string;
  readonly shardedBy?: string | undefined;
}

/** What `{{table ...}}` in the statement says, if it is there. */
export function tableOf(statement: string): CreatedTable | undefined {
  const found = /\{\{\s*table\s+(\w+)\s+(?:sharded\s+by\s+(.+?)|on\s+every\s+node)\s*\}\}/s.exec(statement);
  return found ? { name: found[1]!, shardedBy: found[2] } : undefined;
}

type Target = Layout & Partial<CreatedTable>;

function createTable(statement: string, table: Layout & CreatedTable): string[] {
  const created = withSync(fill(statement, table));
  const { database, cluster, name, shardedBy } = table;
  if (cluster === undefined || shardedBy === undefined) return [created];
  const engine = `Distributed('${cluster}', '${database}', '${name}_local', ${shardedBy})`;
  const target = `${database}.${name} ON CLUSTER '${cluster}'`;
  return [created, `CREATE TABLE IF NOT EXISTS ${target} AS ${database}.${name}_local ENGINE = ${engine}`];
}

function asUser(statement: string, { user }: Layout): string {
  if (user === undefined) return statement;
  const credentials = `USER ${quote(user.name)} PASSWORD ${quote(user.password)} `;
  return statement.replace(/\bSOURCE\(CLICKHOUSE\(/, (source) => `${source}${credentials}`);
}

/** A table in memory has no disk to sync to. */
function withSync(statement: string): string {
  if (/\bENGINE = Memory\b/.test(statement)) return statement;
  const settings = /\bSETTINGS\b(?![\s\S]*\bSETTINGS\b)/.test(statement);
  return `${statement}${settings ? ',' : '\nSETTINGS'} ${synced}`;
}

function fill(statement: string, layout: Target): string {
  const directive = /(IF NOT EXISTS\s+)?\{\{\s*(\w+)\s+(.+?)\s*\}\}/gs;
  return statement.replace(directive, (_all, guard: string | undefined, kind: string, rest: string) => {
    const made = /^CREATE/i.test(statement) && (kind === 'table' || kind === 'dictionary');
    return `${made ? 'IF NOT EXISTS ' : (guard ?? '')}${written(kind, rest, layout)}`;
  });
}

function written(kind: string, rest: string, layout: Target): string {
  const write = writers[kind];
  if (write === undefined) throw new Error(`Unknown directive {{${kind} ...}} in a ClickHouse statement`);
  return write(rest, layout);
}

type Writer = (rest: string, layout: Target) => string;

const plainName: Writer = (name, { database }) => `${database}.${word(name)}`;
const onCluster = (name: string, { cluster }: Layout): string =>
  cluster === undefined ? name : `${name} ON CLUSTER '${cluster}'`;
const localName: Writer = (name, layout) =>
  onCluster(`${plainName(name, layout)}${layout.cluster === undefined ? '' : '_local'}`, layout);
const everywhere: Writer = (name, layout) => onCluster(plainName(name, layout), layout);

const writers: Readonly<Record<string, Writer>> = {
  table: (_rest, to) => (to.shardedBy === undefined ? everywhere : localName)(to.name!, to),
  engine: replicated,
  dictionary: everywhere,
  read: plainName,
  alter: plainName,
  local: localName,
  everywhere,
  own: (name, to) => `${plainName(name, to)}${to.cluster === undefined ? '' : '_local'}`,
  rows: (name, to) =>
    to.cluster === undefined
      ? plainName(name, to)
      : `cluster('${to.cluster}', ${to.database}, ${word(name)}_local)`,
};

function replicated(engine: string, layout: Target): string {
  if (layout.cluster === undefined) return engine;
  const found = /^(\w*MergeTree)(?:\((.*)\))?$/s.exec(engine);
  if (!found) throw new Error('{{engine ...}} takes an engine of the MergeTree family');
  const { database, name, shardedBy } = layout;
  const place =
    shardedBy === undefined
      ? `'/clickhouse/tables/all/${database}/${name}', '{shard}_{replica}'`
      : `'/clickhouse/tables/{shard}/${database}/${name}_local', '{replica}'`;
  return `Replicated${found[1]}(${found[2] ? `${place}, ${found[2]}` : place})`;
}

function word(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error('A directive names one table or dictionary');
  return name;
}
