import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClickHouse } from './clickhouse.ts';
import { ClickHouseFailure } from './failure.ts';
import { openClickHouse } from './open-clickhouse.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-clickhouse-'));
const log = pino({ level: 'silent' });
let clickhouse: ClickHouse;

beforeAll(async () => {
  clickhouse = await openClickHouse({ dataDir, log });
  await clickhouse.command(
    `CREATE TABLE {{table visits sharded by shop_id}} (shop_id UInt32, visit_id UInt64, at DateTime64(3, 'UTC'),
       note String, version UInt64, is_deleted UInt8)
     ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}} ORDER BY (shop_id, visit_id)`,
  );
});
afterAll(async () => {
  await clickhouse.close();
  rmSync(dataDir, { recursive: true });
});

const visit = (visit_id: number | bigint, version = 1, is_deleted = 0, note = '') => ({
  shop_id: 1,
  visit_id,
  at: '2026-11-11T00:00:00.123+08:00',
  note,
  version,
  is_deleted,
});

/** Runs for minutes unless stopped. */
const endless = 'SELECT sum(sipHash64(number, {shop:UInt32})) AS n FROM numbers(100000000000)';

/** Queries the engine is running, without this one: whoever waits for them in vain reads which they are. */
async function running(): Promise<string[]> {
  const sql =
    "SELECT query, elapsed, is_cancelled FROM system.processes WHERE query NOT LIKE '%system.processes%'";
  const rows = await clickhouse.inspect<{ query: string; elapsed: number; is_cancelled: number }>(sql);
  return rows.map((it) => `${it.query}, ${it.elapsed} s, ${it.is_cancelled ? 'cancelled' : 'not cancelled'}`);
}

/** Asks until the engine runs `wanted` queries. */
const untilRunning = (wanted: number) =>
  expect.poll(running, { timeout: 60_000, interval: 5 }).toHaveLength(wanted);

it('lets an analysis go behind a lookup on the same cores', async () => {
  const niceness = async (seconds: number) => {
    const sql = "SELECT toInt32(getSetting('os_thread_priority')) + 0 * {shop:UInt32} AS niceness";
    const [row] = await clickhouse.query<{ niceness: string }>({ sql, shopId: 1, seconds });
    return Number(row!.niceness);
  };
  expect(await niceness(5)).toBe(0);
  expect(await niceness(30)).toBe(10);
});

describe('rows', () => {
  it('come back with digits, instants and Chinese unharmed, the newest version only, tombstones gone', async () => {
    const big = 2n ** 63n + 1n;
    await clickhouse.insert('visits', [visit(big, 1, 0, '王\n"小"\\明'), visit(2), visit(3)]);
    await clickhouse.insert(
      'visits',
      `${JSON.stringify(visit(2, 2, 1))}\n${JSON.stringify(visit(3, 2, 0, 'b'))}\n`,
    );
    const sql = 'SELECT visit_id, at, note FROM visits WHERE shop_id = {shop:UInt32} ORDER BY visit_id';
    expect(await clickhouse.query({ sql, shopId: 1 })).toEqual([
      { visit_id: '3', at: '2026-11-10 16:00:00.123', note: 'b' },
      { visit_id: String(big), at: '2026-11-10 16:00:00.123', note: '王\n"小"\\明' },
    ]);
    expect(await clickhouse.query({ sql, shopId: 2 })).toEqual([]);
  });

  it('of nothing are no insert', () => clickhouse.insert('visits', []));

  it('with a column the table lacks are refused, and the refusal does not repeat them', async () => {
    const refused = clickhouse.insert('visits', [{ ...visit(9), phone: '13812345678' }]);
    await expect(refused).rejects.toThrow(ClickHouseFailure);
    await expect(refused).rejects.not.toThrow(/13812345678/);
  });
});

describe('every question', () => {
  it('needs its shop, in code and not in a comment', async () => {
    const ask = (sql: string, shopId = 1) => clickhouse.query({ sql, shopId });
    await expect(ask('SELECT 1')).rejects.toThrow('{shop:UInt32}');
    await expect(ask('SELECT 1 -- {shop:UInt32}')).rejects.toThrow('{shop:UInt32}');
    await expect(ask('SELECT {shop:UInt32}', 0)).rejects.toThrow('shopId');
  });

  it('has at most its rows: more is an error, never a cut answer', async () => {
    const sql = 'SELECT number FROM numbers(11) WHERE {shop:UInt32} > 0';
    expect(await clickhouse.query({ sql, shopId: 1, maxRows: 11 })).toHaveLength(11);
    const refused = clickhouse.query({ sql, shopId: 1, maxRows: 10 });
    await expect(refused).rejects.toMatchObject({ type: 'TOO_MANY_ROWS_OR_BYTES' });
  });

  it('ends after its seconds', async () => {
    const late = clickhouse.query({ sql: endless, shopId: 1, seconds: 1 });
    await expect(late).rejects.toMatchObject({ type: 'TIMEOUT_EXCEEDED' });
  });

  it('is bounded in memory', async () => {
    const sql = 'SELECT length(range({shop:UInt32} * 400000000)) AS n';
    await expect(clickhouse.query({ sql, shopId: 1 })).rejects.toMatchObject({
      type: 'MEMORY_LIMIT_EXCEEDED',
    });
  });

  it('fails without its values in the message', async () => {
    const sql =
      "SELECT nosuch, toUInt8({secret:String}), '13812345678' FROM visits WHERE shop_id = {shop:UInt32}";
    const failed = clickhouse.query({ sql, shopId: 1, params: { secret: 'wang@example.com' } });
    await expect(failed).rejects.toMatchObject({
      type: 'UNKNOWN_IDENTIFIER',
      message: expect.not.stringMatching(/13812345678|wang/),
    });
  });
});

describe('a caller who goes away', () => {
  it('stops the engine', async () => {
    const caller = new AbortController();
    const question = clickhouse.query({ sql: endless, shopId: 1, signal: caller.signal });
    const gone = expect(question).rejects.toThrow('closed the page');
    await untilRunning(1);
    caller.abort(new Error('closed the page'));
    await gone;
    await untilRunning(0);
  });

  it('before the start never reaches the engine', async () => {
    const question = clickhouse.query({
      sql: endless,
      shopId: 1,
      signal: AbortSignal.abort(new Error('too late')),
    });
    await expect(question).rejects.toThrow('too late');
  });
});

it('answers a quick question while long ones hold every reader they may', async () => {
  const callers = Array.from({ length: 6 }, () => new AbortController());
  const finished: string[] = [];
  const long = callers.map(({ signal }) =>
    clickhouse.query({ sql: endless, shopId: 1, signal }).catch(() => finished.push('long')),
  );
  await untilRunning(3);
  await clickhouse.query({ sql: 'SELECT {shop:UInt32}', shopId: 1, seconds: 5 });
  finished.push('quick');
  await clickhouse.insert('visits', [visit(77)]);
  finished.push('insert');
  for (const caller of callers) caller.abort();
  await Promise.all(long);
  expect(finished.slice(0, 2)).toEqual(['quick', 'insert']);
  await untilRunning(0);
});

describe('inspect', () => {
  it('reads no shop', async () => {
    await expect(clickhouse.inspect('SELECT * FROM visits')).rejects.toThrow('visits');
    await expect(clickhouse.inspect('SELECT 1 FROM system.one, visits')).rejects.toThrow('visits');
    await expect(clickhouse.inspect('SELECT (SELECT 1 FROM (SELECT 1 FROM visits))')).rejects.toThrow(
      'visits',
    );
  });

  it('knows the engine', async () => {
    expect(await clickhouse.describe()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+/),
      kind: 'embedded',
    });
  });
});

it('closing stops what still runs', async () => {
  const question = expect(clickhouse.query({ sql: endless, shopId: 1 })).rejects.toThrow(ClickHouseFailure);
  await untilRunning(1);
  await clickhouse.close();
  await question;
  clickhouse = await openClickHouse({ dataDir, log });
});

it('refuses a second process on its directory, with a reason', async () => {
  const script = new URL('../../../test/clickhouse-noise.ts', import.meta.url).pathname;
  const second = promisify(execFile)(process.execPath, [script, dataDir]);
  await expect(second).rejects.toMatchObject({
    stderr: expect.stringContaining('clickhouse-not-opened'),
    stdout: '',
  });
});

it('prints nothing on stdout, whatever goes wrong', async () => {
  const script = new URL('../../../test/clickhouse-noise.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script, join(dataDir, 'noise')]);
  expect(stdout).toBe('');
});

it('keeps its rows over a restart', async () => {
  await clickhouse.insert('visits', [visit(4242)]);
  await clickhouse.close();
  clickhouse = await openClickHouse({ dataDir, log });
  const sql = 'SELECT count() AS n FROM visits WHERE shop_id = {shop:UInt32} AND visit_id = {id:UInt64}';
  expect(await clickhouse.query({ sql, shopId: 1, params: { id: 4242n } })).toEqual([{ n: '1' }]);
});
