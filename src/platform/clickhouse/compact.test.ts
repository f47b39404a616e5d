import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClickHouse } from './clickhouse.ts';
import { compactClickHouse } from './compact.ts';
import { keepCompact } from './keep-compact.ts';
import { migrateClickHouse } from './migrate.ts';
import { openClickHouse } from './open-clickhouse.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shuke-compact-'));
let clickhouse: ClickHouse;

beforeAll(async () => {
  clickhouse = await openClickHouse({ dataDir, log: pino({ level: 'silent' }) });
  await migrateClickHouse(clickhouse, new URL('../../../migrations/clickhouse', import.meta.url).pathname);
});
afterAll(async () => {
  await clickhouse.close();
  rmSync(dataDir, { recursive: true });
});

const count = async (table: string) => {
  const sql = 'SELECT count() AS n FROM {t:Identifier} WHERE shop_id = {shop:UInt32}';
  const [row] = await clickhouse.query<{ n: string }>({ sql, shopId: 1, params: { t: table } });
  return Number(row!.n);
};
const parts = async (table: string) => {
  const sql = 'SELECT count() AS n FROM system.parts WHERE active AND table = {t:String}';
  return Number((await clickhouse.inspect<{ n: string }>(sql, { t: table }))[0]!.n);
};

it('compacting changes no answer, keeps tombstones hidden and leaves one part a partition', async () => {
  await clickhouse.command('SYSTEM STOP MERGES');
  const event = (message_id: string, time: string) => ({ shop_id: 1, person_id: 1, message_id, time });
  for (const round of [1, 2, 3]) {
    await clickhouse.insert('events', [
      event('a', '2026-01-01T00:00:00Z'),
      event('b', '2026-02-01T00:00:00Z'),
    ]);
    await clickhouse.insert('orders', [
      { shop_id: 1, order_id: 1, version: round, is_deleted: round === 3 ? 1 : 0 },
    ]);
  }
  await clickhouse.insert('orders', [{ shop_id: 1, order_id: 2, version: 1, is_deleted: 0 }]);
  const before = [await count('events'), await count('orders')];
  expect(before).toEqual([2, 1]);
  expect(await parts('events')).toBe(6);
  await clickhouse.command('SYSTEM START MERGES');
  expect(await compactClickHouse(clickhouse)).toBeGreaterThanOrEqual(3);
  expect([await count('events'), await count('orders')]).toEqual(before);
  expect([await parts('events'), await parts('orders')]).toEqual([2, 1]);
  await clickhouse.insert('orders', [{ shop_id: 1, order_id: 2, version: 2, is_deleted: 1 }]);
  await compactClickHouse(clickhouse);
  expect(await count('orders')).toBe(0);
});

it('a server compacts again and again, goes on after a failure, and stops when it is told', async () => {
  const stopping = new AbortController();
  const log = pino({ level: 'silent' });
  let rounds = 0;
  const flaky: ClickHouse = {
    ...clickhouse,
    inspect: (sql, params) => {
      if (rounds === 1) throw new Error('away');
      return clickhouse.inspect(sql, params);
    },
  };
  const pause = async () => {
    rounds += 1;
    if (rounds === 2) {
      await clickhouse.command('SYSTEM STOP MERGES');
      for (const id of ['x', 'y'])
        await clickhouse.insert('events', [
          { shop_id: 1, person_id: 2, message_id: id, time: '2027-05-01T00:00:00Z' },
        ]);
      await clickhouse.command('SYSTEM START MERGES');
    }
    if (rounds === 3) stopping.abort();
  };
  await keepCompact(flaky, { log, signal: stopping.signal, pause });
  expect(rounds).toBe(3);
  const loose = await clickhouse.inspect<{ n: string }>(
    `SELECT count() AS n FROM (SELECT partition_id FROM system.parts WHERE active AND table = 'events'
      GROUP BY partition_id HAVING count() > 1)`,
  );
  expect(Number(loose[0]!.n)).toBe(0);
});
