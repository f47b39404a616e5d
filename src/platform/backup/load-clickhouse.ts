import type { ClickHouse } from '../clickhouse/clickhouse.ts';
import { tableOf } from '../clickhouse/directives.ts';
import { splitStatements } from '../clickhouse/sql-text.ts';
import type { Migration } from '../db/migration-files.ts';
import { sumOf } from './dump-clickhouse.ts';
import type { Manifest } from './manifest.ts';
import { archiveDamaged, countsDiffer } from './problems.ts';

/** Tables and dictionaries as the migrations make them. */
function madeBy(migrations: readonly Migration[]) {
  const statements = migrations.flatMap(({ sql }) => splitStatements(sql));
  return {
    tables: statements.flatMap((text) => tableOf(text)?.name ?? []),
    dictionaries: statements.flatMap(
      (text) => /^CREATE DICTIONARY \{\{dictionary (\w+)\}\}/.exec(text)?.[1] ?? [],
    ),
  };
}

/** Whether a table of ours has rows. */
export async function holdsRows(clickhouse: ClickHouse): Promise<boolean> {
  const rows = await clickhouse.inspect(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
       AND total_rows > 0 AND name != 'schema_migrations'`,
  );
  return rows.length > 0;
}

/** Removes what the migrations made, the record of them too: a restore begins with nothing. */
export async function clearClickHouse(
  clickhouse: ClickHouse,
  migrations: readonly Migration[],
): Promise<void> {
  const { tables, dictionaries } = madeBy(migrations);
  for (const name of dictionaries)
    await clickhouse.command(`DROP DICTIONARY IF EXISTS {{dictionary ${name}}} SYNC`);
  for (const name of tables) await clickhouse.command(`DROP TABLE IF EXISTS {{alter ${name}}} SYNC`);
  await clickhouse.command('DROP TABLE IF EXISTS {{everywhere schema_migrations}} SYNC');
}

/** Appends rows of a table of the archive. */
export async function loadRows(
  clickhouse: ClickHouse,
  { clickhouse: { tables } }: Manifest,
  { table, lines }: { table: string; lines: Buffer },
): Promise<void> {
  const told = tables[table];
  if (told === undefined) throw archiveDamaged(`clickhouse/${table}`);
  await clickhouse.load(table, told.columns, lines);
}

/** Holds every table to its count and its sum; then what is kept in memory is read anew. Throws `restore-differs`. */
export async function finishClickHouse(
  clickhouse: ClickHouse,
  manifest: Manifest,
  migrations: readonly Migration[],
): Promise<void> {
  for (const [name, { columns, rows, hash }] of Object.entries(manifest.clickhouse.tables)) {
    const found = await sumOf(clickhouse, { from: `{{read ${name}}}`, columns });
    if (found.rows !== rows || found.hash !== hash) throw countsDiffer(name);
  }
  if (await holdsDictionaries(clickhouse))
    for (const name of madeBy(migrations).dictionaries)
      await clickhouse.command(`SYSTEM RELOAD DICTIONARY {{dictionary ${name}}}`);
}

/** Whether the engine has read one already: made anew, they are read when somebody first asks, unless it is told to hurry. */
async function holdsDictionaries(clickhouse: ClickHouse): Promise<boolean> {
  const loaded = await clickhouse.inspect(
    "SELECT name FROM system.dictionaries WHERE database = currentDatabase() AND status = 'LOADED'",
  );
  return loaded.length > 0;
}
