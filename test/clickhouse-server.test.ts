import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClickHouse, Param } from '../src/platform/clickhouse/clickhouse.ts';
import { openEmbedded } from '../src/platform/clickhouse/embedded.ts';
import { type Engine, openEngine } from '../src/platform/clickhouse/engine.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { type HttpFront, openHttpFront } from './clickhouse-http-front.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-server-'));
const log = pino({ level: 'silent' });
const folder = new URL('../migrations/clickhouse', import.meta.url).pathname;
let engine: Engine;
let front: HttpFront;
let embedded: ClickHouse;
let server: ClickHouse;

beforeAll(async () => {
  engine = await openEngine(dataDir);
  front = await openHttpFront(engine, "pass'word");
  embedded = await openEmbedded(engine);
  server = await openClickHouse({ dataDir, url: `${front.url}/shuke`, log });
});
afterAll(async () => {
  await server.close();
  await front.close();
  await engine.close();
  rmSync(dataDir, { recursive: true });
});

const one = async (clickhouse: ClickHouse, type: string, v: Param) => {
  const sql = `SELECT toString({v:${type}}) AS text, toTypeName({v:${type}}) AS type WHERE {shop:UInt32} = 1`;
  return clickhouse.query({ sql, shopId: 1, params: { v } });
};

describe('a server, by the official client over HTTP', () => {
  it('gets its database and the same migrations, dictionary included', async () => {
    expect(await server.describe()).toMatchObject({ kind: 'server' });
    expect(await migrateClickHouse(server, folder)).toMatchObject({ ok: true });
    expect(await migrateClickHouse(server, folder)).toEqual({ ok: true, value: { applied: [] } });
    const sql = "SELECT name FROM system.tables WHERE database = 'shuke' AND name = 'orders'";
    expect(await server.inspect(sql)).toHaveLength(1);
  });

  it('takes inserts and answers as the embedded engine does', async () => {
    const row = {
      shop_id: 1,
      product_id: 7,
      title: "王's \\ \n \t{shop:UInt32}",
      version: '1',
      is_deleted: 0,
    };
    await server.insert('products', [row]);
    await server.insert('products', `${JSON.stringify({ ...row, version: 2, title: '二' })}\n`);
    const sql = 'SELECT title, version FROM products WHERE shop_id = {shop:UInt32}';
    expect(await server.query({ sql, shopId: 1 })).toEqual([{ title: '二', version: '2' }]);
    expect(await server.query({ sql, shopId: 2 })).toEqual([]);
    await expect(server.insert('products', [{ ...row, phone: '13812345678' }])).rejects.toThrow('ClickHouse');
    await expect(server.insert('products', [{ ...row, phone: '13812345678' }])).rejects.not.toThrow(
      '13812345678',
    );
  });

  it.each([
    ['String', "'; DROP TABLE x; -- \\ \n\t\r 王 {a:String}"],
    ['UInt64', 2n ** 64n - 1n],
    ['Int32', -5],
    ['Float64', 0.1],
    ['Bool', true],
    ['UInt8', true],
    ['Nullable(String)', null],
    ['Array(String)', ["a'b", 'c\\d', '\n']],
    ['Array(UInt32)', Array.from({ length: 2000 }, (_, index) => index)],
    ['Array(Bool)', [true, false]],
    ['Array(Nullable(UInt8))', [1, null]],
    ["DateTime64(3, 'UTC')", new Date('2026-11-11T11:11:11.111Z')],
    ["DateTime64(3, 'UTC')", '2026-11-11T11:11:11.111+08:00'],
    ['Date', new Date('2026-11-11T00:00:00Z')],
  ] as [string, Param][])('reads a %s as the literal says it', async (type, value) => {
    expect(await one(server, type, value)).toEqual(await one(embedded, type, value));
  });

  it('gets values as parameters, never in the text', async () => {
    await server.query({
      sql: 'SELECT {v:String} WHERE {shop:UInt32} = 1',
      shopId: 1,
      params: { v: 'mark' },
    });
    expect(front.requests.at(-1)?.get('param_v')).toBe('mark');
  });

  it('is bounded in rows and time, and refuses a question without a shop', async () => {
    const sql = 'SELECT number FROM numbers(11) WHERE {shop:UInt32} > 0';
    await expect(server.query({ sql, shopId: 1, maxRows: 10 })).rejects.toMatchObject({
      type: 'TOO_MANY_ROWS_OR_BYTES',
    });
    const endless = 'SELECT sum(sipHash64(number, {shop:UInt32})) FROM numbers(100000000000)';
    await expect(server.query({ sql: endless, shopId: 1, seconds: 1 })).rejects.toMatchObject({
      type: 'TIMEOUT_EXCEEDED',
    });
    await expect(server.query({ sql: 'SELECT 1', shopId: 1 })).rejects.toThrow('{shop:UInt32}');
  });

  it('stops its engine when the caller goes away', async () => {
    const running = async () => {
      const sql =
        "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%processes%'";
      return Number((await embedded.inspect<{ n: string }>(sql))[0]!.n);
    };
    const until = async (wanted: number) => {
      for (let look = 0; look < 500; look += 1) if ((await running()) === wanted) return;
      throw new Error(`never ${wanted} queries`);
    };
    const caller = new AbortController();
    const sql = 'SELECT sum(sipHash64(number, {shop:UInt32})) FROM numbers(100000000000)';
    const gone = expect(server.query({ sql, shopId: 1, signal: caller.signal })).rejects.toThrow('left');
    await until(1);
    caller.abort(new Error('left'));
    await gone;
    await until(0);
  });

  it('that is not there is a problem with a name', async () => {
    const nowhere = openClickHouse({ dataDir, url: 'http://127.0.0.1:1/shuke', log });
    await expect(nowhere).rejects.toThrow('clickhouse-unreachable');
  });
});
