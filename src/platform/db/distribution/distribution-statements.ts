import { anchor, type TablePlan } from './plan-distribution.ts';
import type { CatalogTable } from './shop-tables.ts';

/** One step: what it is about and its statements, run in one transaction. */
export interface Step {
  readonly table: string;
  readonly statements: readonly string[];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Foreign keys of shop tables come off first. With them on, Citus takes every table that points at a reference table
 * into its metadata at once, and a table with an identity column cannot be taken out again to be distributed
 * (citusdata/citus issues 7036 and 7564). Each is written down in the transaction that drops it, so that a run that was
 * cut off puts back what its forerunner took.
 */
export function setAside(tables: readonly CatalogTable[], plans: readonly TablePlan[]): Step[] {
  const moving = new Set(plans.filter((it) => it.placement !== 'local').map((it) => it.table));
  return tables
    .filter(({ name, foreignKeys }) => moving.has(name) && foreignKeys.length > 0)
    .map(({ name, foreignKeys }) => ({
      table: name,
      statements: foreignKeys.flatMap((key) => [
        `insert into platform.foreign_keys_aside (shop_table, name, definition) values (${quoted(name)}, ${quoted(key.name)}, ${quoted(key.definition)})`,
        `alter table ${name} drop constraint ${key.name}`,
      ]),
    }));
}

/** The reference table, then the anchor, then everything that lies beside it. */
export function placeTables(tables: readonly CatalogTable[], plans: readonly TablePlan[]): Step[] {
  const forced = new Set(tables.filter((it) => it.isForced).map((it) => it.name));
  const order = { reference: 0, distributed: 1, local: 2 };
  return plans
    .filter((plan) => plan.placement !== 'local')
    .toSorted((a, b) => order[a.placement] - order[b.placement] || rank(a) - rank(b))
    .map((plan) => ({ table: plan.table, statements: withoutForce(plan.table, forced, placing(plan)) }));
}

const rank = ({ table }: TablePlan): number => (table === anchor ? 0 : 1);

function placing({ table, placement, colocatedWith }: TablePlan): string {
  if (placement === 'reference') return `select create_reference_table(${quoted(table)})`;
  return `select create_distributed_table(${quoted(table)}, 'shop_id', colocate_with => ${quoted(colocatedWith ?? 'none')})`;
}

/**
 * Rows are copied into the shards as the owner, whom FORCE would show none of them. Inside one transaction nobody else
 * sees the table without it. Sequential: statements about one table, some on shards in parallel, exclude each other.
 */
function withoutForce(table: string, forced: ReadonlySet<string>, place: string): string[] {
  if (!forced.has(table)) return [place];
  return [
    `set local citus.multi_shard_modify_mode = 'sequential'`,
    `alter table ${table} no force row level security`,
    place,
    `alter table ${table} force row level security`,
  ];
}

export interface KeyAside {
  readonly shop_table: string;
  readonly name: string;
  readonly definition: string;
}

/** One a transaction: it checks every row, and is done with when the process dies behind it. */
export const putBack = ({ shop_table, name, definition }: KeyAside): Step => ({
  table: shop_table,
  statements: [
    `alter table ${shop_table} add constraint ${name} ${definition}`,
    `delete from platform.foreign_keys_aside where shop_table = ${quoted(shop_table)} and name = ${quoted(name)}`,
  ],
});

export const grantSequences = (sequences: readonly string[], role: string): Step[] =>
  sequences.map((name) => ({
    table: name,
    statements: [`grant usage, select on sequence ${name} to ${role}`],
  }));

/** `set local app.shop_id` of a transaction reaches the workers, where the policies read it. */
export const propagateShop = (database: string): Step => ({
  table: database,
  statements: [
    `alter database "${database.replaceAll('"', '""')}" set citus.propagate_set_commands = 'local'`,
  ],
});
