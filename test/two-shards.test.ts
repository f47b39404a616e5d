import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClickHouse } from '../src/platform/clickhouse/clickhouse.ts';
import { migrateClickHouse } from '../src/platform/clickhouse/migrate.ts';
import { openClickHouse } from '../src/platform/clickhouse/open-clickhouse.ts';
import { allowTwoShards, type BothTopologies, bothTopologies } from './two-shards.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-shards-'));
const at = '2026-11-11T00:00:00Z';
let clickhouse: ClickHouse;
let both: BothTopologies;

const order = (order_id: number, person_id: number, paid_minor: number, version = 1, is_deleted = 0) => ({
  ...{ shop_id: 1, order_id, person_id, paid_minor, version, is_deleted },
  ...{ channel: 'pinduoduo', state: 'paid', is_paid: 1, created_at: at, paid_at: at, currency: 'CNY' },
});

beforeAll(async () => {
  await allowTwoShards(dataDir);
  clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
  expect(
    await migrateClickHouse(clickhouse, new URL('../migrations/clickhouse', import.meta.url).pathname),
  ).toMatchObject({ ok: true });
  both = await bothTopologies(clickhouse);
  const orders = Array.from({ length: 400 }, (_, index) => order(index + 1, (index % 40) + 1, 100));
  await clickhouse.insert('orders', orders);
  await clickhouse.insert('orders', [order(1, 1, 900, 2), order(2, 2, 0, 2, 1)]);
});
afterAll(async () => {
  await clickhouse.close();
  rmSync(dataDir, { recursive: true });
});

it('each shard really answers for its own rows, and for no others', async () => {
  const sql =
    'SELECT shardNum() AS shard, count() AS n FROM orders WHERE shop_id = {shop:UInt32} GROUP BY shard ORDER BY shard';
  const rows = await both.shards.query<{ shard: number; n: string }>({ sql, shopId: 1 });
  expect(rows.map(({ shard }) => shard)).toEqual([1, 2]);
  for (const { n } of rows) expect(Number(n)).toBeGreaterThan(150);
  expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(399);
});

it('the newest version wins and tombstones go, on both', async () => {
  const sql = 'SELECT count() AS n, sum(paid_minor) AS paid FROM orders WHERE shop_id = {shop:UInt32}';
  expect(await both.ask({ sql, shopId: 1 })).toEqual([{ n: '399', paid: String(398 * 100 + 900) }]);
});

it('a merged customer whose orders lie on both shards is one, and undone is two again', async () => {
  const sql = `SELECT dictGetOrDefault('person_overrides', 'customer_id',
      bitShiftLeft(toUInt64(shop_id), 32) + person_id, person_id) AS customer, count() AS orders
    FROM orders WHERE shop_id = {shop:UInt32} GROUP BY customer HAVING customer IN (5, 6) ORDER BY customer`;
  const merge = { shop_id: 1, person_id: 6, customer_id: 5, version: 1, is_deleted: 0 };
  await clickhouse.insert('override_rows', [merge]);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  expect(await both.ask({ sql, shopId: 1 })).toEqual([{ customer: 5, orders: '20' }]);
  await clickhouse.insert('override_rows', [{ ...merge, version: 2, is_deleted: 1 }]);
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  expect(await both.ask({ sql, shopId: 1 })).toHaveLength(2);
});

it('refuses what a cluster would: a local-only IN over a sharded table', async () => {
  const sql = (word: string) =>
    `SELECT count() AS n FROM orders WHERE shop_id = {shop:UInt32} AND person_id ${word}
     (SELECT person_id FROM orders WHERE shop_id = {shop:UInt32} AND paid_minor > 100)`;
  const refused = both.shards.query({ sql: sql('IN'), shopId: 1 });
  await expect(refused).rejects.toMatchObject({ type: 'DISTRIBUTED_IN_JOIN_SUBQUERY_DENIED' });
  expect(await both.ask({ sql: sql('GLOBAL IN'), shopId: 1 })).toEqual([{ n: '10' }]);
});

it('bounds rows on both', async () => {
  const question = { sql: 'SELECT order_id FROM orders WHERE shop_id = {shop:UInt32}', shopId: 1 };
  expect(await both.shards.query({ ...question, maxRows: 399 })).toHaveLength(399);
  for (const topology of [both.single, both.shards]) {
    await expect(topology.query({ ...question, maxRows: 398 })).rejects.toMatchObject({
      type: 'TOO_MANY_ROWS_OR_BYTES',
    });
  }
});
