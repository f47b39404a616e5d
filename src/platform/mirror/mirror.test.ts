import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { withShop } from '../db/postgres.ts';
import { createMirror } from './mirror.ts';
import type { MirrorKind } from './mirror-kind.ts';
import { owe } from './owe.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Counts how often each product was read, beside writing it for real. */
function counted() {
  const reads: number[] = [];
  const kind: MirrorKind = async ({ shopId, ids }) => {
    reads.push(...ids);
    const row = (id: number) =>
      JSON.stringify({ shop_id: shopId, product_id: id, title: `t${id}`, version: 1 });
    return [{ table: 'products', lines: ids.map(row).join('\n') }];
  };
  return { reads, kind };
}

const oweIds = (shopId: number, ids: number[], kind = 'things') =>
  withShop(world.platform.db, shopId, (tx) => owe(tx, shopId, kind, ids));

const owed = async (shopId: number) => {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ ids: number[] }>`select ids from platform.mirror_batches`.execute(tx),
  );
  return rows.flatMap(({ ids }) => ids);
};

const inClickHouse = async (shopId: number) => {
  const rows = await world.platform.clickhouse.query<{ product_id: number }>({
    sql: 'SELECT product_id FROM products WHERE shop_id = {shop:UInt32} ORDER BY product_id',
    shopId,
  });
  return rows.map((row) => row.product_id);
};

/** The real ClickHouse, away until told. */
function awayFor(times: number) {
  const { clickhouse } = world.platform;
  let left = times;
  const insert: typeof clickhouse.insert = async (table, rows) => {
    if (left-- > 0) throw new Error('connection refused');
    return clickhouse.insert(table, rows);
  };
  return { ...world.platform, clickhouse: { ...clickhouse, insert } };
}

test('what is owed is paid once, also when several pay at once', async () => {
  const { shopId } = await world.shop();
  const [one, other] = [createMirror(world.platform), createMirror(world.platform)];
  const { reads, kind } = counted();
  for (const mirror of [one, other]) mirror.register('things', kind);
  await oweIds(
    shopId,
    Array.from({ length: 4500 }, (_, n) => n + 1),
  );
  const answers = await Promise.all([
    one.payOff(shopId),
    one.payOff(shopId),
    other.payOff(shopId),
    other.payOff(shopId),
  ]);
  expect(answers).toEqual([true, true, true, true]);
  expect(reads).toHaveLength(4500);
  expect(await inClickHouse(shopId)).toHaveLength(4500);
  expect(await owed(shopId)).toEqual([]);
});

test('a change that was rolled back owes nothing', async () => {
  const { shopId } = await world.shop();
  const undone = withShop(world.platform.db, shopId, async (tx) => {
    await owe(tx, shopId, 'things', [1]);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect(await owed(shopId)).toEqual([]);
});

test('with ClickHouse away it stays owed, waits longer each time, and is paid when it is back', async () => {
  const { shopId } = await world.shop();
  const mirror = createMirror(awayFor(3));
  mirror.register('things', counted().kind);
  await oweIds(shopId, [1, 2]);
  expect(await mirror.payOff(shopId)).toBe(false);
  expect(await owed(shopId)).toEqual([1, 2]);
  const stop = new AbortController();
  const waits: number[] = [];
  await mirror.run(stop.signal, async (ms) => {
    waits.push(ms);
    if (waits.length === 3) stop.abort();
  });
  expect(waits).toEqual([1000, 2000, 5000]);
  expect(await owed(shopId)).toEqual([]);
  expect(await inClickHouse(shopId)).toEqual([1, 2]);
});

test('a kind that nobody can read holds up no other', async () => {
  const { shopId } = await world.shop();
  const mirror = createMirror(world.platform);
  mirror.register('things', counted().kind);
  await oweIds(shopId, [9], 'unknown');
  await oweIds(shopId, [3]);
  expect(await mirror.payAll()).toBe(false);
  expect([await owed(shopId), await inClickHouse(shopId)]).toEqual([[9], [3]]);
});

test('the loop ends when it is told to, without waiting out its pause', async () => {
  const stop = new AbortController();
  const running = createMirror(world.platform).run(stop.signal);
  stop.abort();
  await running;
});
