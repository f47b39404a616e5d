import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMigrations } from '../db/migration-files.ts';
import type { ClickHouse } from './clickhouse.ts';
import { renderDirectives } from './directives.ts';
import { goldenClickHouseSchema } from './golden-schema.ts';
import { migrateClickHouse } from './migrate.ts';
import { openClickHouse } from './open-clickhouse.ts';
import { splitStatements } from './sql-text.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-migrate-'));
const folder = join(dataDir, 'migrations');
const ours = new URL('../../../migrations/clickhouse', import.meta.url).pathname;
let clickhouse: ClickHouse;

beforeAll(async () => {
  clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await clickhouse.close();
  rmSync(dataDir, { recursive: true });
});

/** Compares with test/golden/<name>; UPDATE_GOLDEN=1 writes it instead. */
function expectGolden(name: string, text: string): void {
  const file = new URL(`../../../test/golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe("Shuke's own migrations", () => {
  it('make the golden schema, and nothing the second time', async () => {
    const first = await migrateClickHouse(clickhouse, ours);
    expect(first).toMatchObject({ ok: true });
    expectGolden('clickhouse-schema.txt', await goldenClickHouseSchema(clickhouse));
    expect(await migrateClickHouse(clickhouse, ours)).toEqual({ ok: true, value: { applied: [] } });
    for (const { file } of await readMigrations(ours))
      await clickhouse.command(`DELETE FROM schema_migrations WHERE file = '${file}'`);
  });

  it('become statements of a cluster that the engine can parse', async () => {
    const layout = { database: 'shuke', cluster: 'main' };
    const scripts = await readMigrations(ours);
    const statements = scripts
      .flatMap(({ sql }) => splitStatements(sql))
      .flatMap((one) => renderDirectives(one, layout));
    for (const text of statements) await clickhouse.inspect('SELECT formatQuery({text:String})', { text });
    expectGolden('clickhouse-cluster.sql', `${statements.join(';\n\n')};\n`);
  });
});

describe('a folder of migrations', () => {
  beforeEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const table of ['schema_migrations', 'a', 'b'])
      await clickhouse.command(`DROP TABLE IF EXISTS ${table}`);
  });

  const table = (name: string) =>
    `CREATE TABLE {{table ${name} sharded by x}} (x UInt8) ENGINE = {{engine MergeTree}} ORDER BY x`;
  const write = (file: string, ...statements: string[]) =>
    writeFileSync(join(folder, file), `-- why; with a semicolon\n${statements.join(';\n')};\n`);
  const tables = async () => {
    const sql =
      "SELECT name FROM system.tables WHERE database = 'default' AND name IN ('a', 'b') ORDER BY name";
    return (await clickhouse.inspect<{ name: string }>(sql)).map(({ name }) => name);
  };
  const problemOf = async () => {
    const result = await migrateClickHouse(clickhouse, folder);
    return result.ok ? undefined : `${result.problem.code}: ${result.problem.message.en}`;
  };

  it('that broke off goes on behind the last finished statement', async () => {
    write(
      '0001_a.sql',
      table('a'),
      'INSERT INTO a SELECT 1',
      'ALTER TABLE {{alter a}} DROP COLUMN nosuch',
      table('b'),
    );
    expect(await problemOf()).toMatch(/^migration-failed: .*0001_a\.sql, statement 3/);
    write('0001_a.sql', table('a'), 'INSERT INTO a SELECT 1', table('b'));
    expect(await migrateClickHouse(clickhouse, folder)).toEqual({
      ok: true,
      value: { applied: ['0001_a.sql'] },
    });
    expect(await tables()).toEqual(['a', 'b']);
    const rows = await clickhouse.query({
      sql: 'SELECT count() AS n FROM (SELECT 1 AS shop_id FROM a) WHERE shop_id = {shop:UInt32}',
      shopId: 1,
    });
    expect(rows).toEqual([{ n: '1' }]);
    expect(await problemOf()).toBeUndefined();
  });

  it('that changed behind our back is refused by name, finished or not', async () => {
    write('0001_a.sql', table('a'));
    write('0002_b.sql', table('b'), 'ALTER TABLE {{alter b}} DROP COLUMN nosuch');
    expect(await problemOf()).toMatch(/^migration-failed/);
    write('0002_b.sql', `${table('b')} COMMENT 'other'`, 'SELECT 1');
    expect(await problemOf()).toMatch(/^migration-changed: .*0002_b\.sql/);
    write('0002_b.sql', table('b'), 'SELECT 1');
    write('0001_a.sql', table('a'), table('b'));
    expect(await problemOf()).toMatch(/^migration-changed: .*0001_a\.sql/);
  });

  it('that lost a file is older than the data', async () => {
    write('0001_a.sql', table('a'));
    await migrateClickHouse(clickhouse, folder);
    rmSync(join(folder, '0001_a.sql'));
    expect(await problemOf()).toMatch(/^migration-unknown: .*0001_a\.sql/);
  });

  it('runs inside the lock it is given', async () => {
    write('0001_a.sql', table('a'));
    const seen: string[][] = [];
    await migrateClickHouse(clickhouse, folder, {
      lock: async (work) => {
        seen.push(await tables());
        const done = await work();
        seen.push(await tables());
        return done;
      },
    });
    expect(seen).toEqual([[], ['a']]);
  });
});
