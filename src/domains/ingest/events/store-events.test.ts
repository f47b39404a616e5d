import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { at, eventOf, rawCount, rowsOf, storeIn } from './event-fixture.ts';
import { personsWithEvents, undoEvents } from './undo-events.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('stores each message once, within a batch and across batches, whichever import brings it', async () => {
  const { shopId } = await world.shop();
  const batch = [eventOf('a', 'm1'), eventOf('b', 'm2'), eventOf('a', 'm1')];
  const first = await storeIn(world, shopId, batch, { importId: 1 });
  expect(first).toMatchObject({ stored: 2, duplicates: 1, rejected: 0, customersCreated: 2 });
  expect(first.outcomes.map(({ event }) => event)).toEqual(['stored', 'stored', 'duplicate']);
  const second = await storeIn(world, shopId, [...batch, eventOf('a', 'm3', { at: at(5) })], { importId: 2 });
  expect(second).toMatchObject({ stored: 1, duplicates: 3, customersCreated: 0 });
  expect((await rowsOf(world, shopId)).map((row) => [row.message_id, row.import_id])).toEqual([
    ['m1', '1'],
    ['m2', '1'],
    ['m3', '2'],
  ]);
  expect(await rawCount(world, shopId)).toBe(3);
});

it('keeps messages of one time, of one id at two times, and of two people apart', async () => {
  const { shopId } = await world.shop();
  const events = [
    eventOf('a', 'm1'),
    eventOf('a', 'm2'),
    eventOf('a', 'm1', { at: at(1) }),
    eventOf('b', 'm1'),
  ];
  expect(await storeIn(world, shopId, events)).toMatchObject({ stored: 4, duplicates: 0 });
  expect(await storeIn(world, shopId, events)).toMatchObject({ stored: 0, duplicates: 4 });
});

it('takes late and out-of-order events: the first seen moves back, the last seen stays', async () => {
  const { shopId } = await world.shop();
  for (const day of ['2026-01-10', '2024-05-05', '2025-07-01'])
    await storeIn(world, shopId, [eventOf('a', `m ${day}`, { at: at(0, day) })]);
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ first: Date; last: Date }>`
      select first_seen_at as first, last_seen_at as last from customers.persons`.execute(tx),
  );
  expect(rows).toEqual([{ first: new Date(at(0, '2024-05-05')), last: new Date(at(0)) }]);
  expect((await rowsOf(world, shopId)).map((row) => row.message_id)).toEqual([
    'm 2024-05-05',
    'm 2025-07-01',
    'm 2026-01-10',
  ]);
});

it('refuses absurd times, texts and numbers with a reason, and nobody comes to be by them', async () => {
  const { shopId } = await world.shop();
  const bad = [
    eventOf('x1', 'm', { at: '1970-01-01T00:00:00.000Z' }),
    eventOf('x2', 'm', { at: '9999-12-31T00:00:00.000Z' }),
    eventOf('x3', 'm', { at: '2026-01-17T00:00:00.000Z' }),
    eventOf('x4', 'm', { at: 'yesterday' }),
    eventOf('x5', ''),
    eventOf('x6', 'm', { name: '' }),
    eventOf('x7', 'm', { quantity: 2 ** 31 }),
    eventOf('x8', 'm', { amountMinor: 0.5 }),
    eventOf('x9', 'm', { properties: { long: 'x'.repeat(20_000) } }),
  ];
  const stored = await storeIn(world, shopId, [...bad, eventOf('good', 'm')]);
  expect(stored).toMatchObject({ stored: 1, rejected: 9, customersCreated: 1 });
  const codes = stored.outcomes.map((it) => (it.event === 'rejected' ? it.issue.code : it.event));
  expect(codes).toEqual([
    ...['event-too-old', 'event-in-the-future', 'event-in-the-future', 'not-a-time', 'missing-value'],
    ...['missing-value', 'out-of-range', 'out-of-range', 'too-long', 'stored'],
  ]);
});

it('learns products with their category, and strips personal values', async () => {
  const { shopId } = await world.shop();
  const product = { channel: 'web', productNo: 'P1' };
  const properties = {
    colour: '红色',
    phone: '13800138000',
    note: '请打 138 0013 8000',
    size: 3,
    gift: true,
  };
  await storeIn(world, shopId, [eventOf('a', 'm1', { product, category: '家居', properties })]);
  const [row] = await rowsOf(world, shopId);
  expect(row).toMatchObject({ product_id: 1 });
  expect(JSON.parse(row!.properties)).toEqual({ colour: '红色', size: 3, gift: true });
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ category: string[] }>`select category from products.products`.execute(tx),
  );
  expect(rows).toEqual([{ category: ['家居'] }]);
});

it('a crash before the insert loses nothing, one after it doubles nothing, and the note made before keeps the counts', async () => {
  const { shopId } = await world.shop();
  const events = Array.from({ length: 50 }, (_, n) => eventOf(`u${n % 10}`, `m${n}`, { at: at(n) }));
  const notes: unknown[] = [];
  const conclude = async (_tx: unknown, it: { stored: number; customersCreated: number }) => {
    notes.push([it.stored, it.customersCreated]);
  };
  const { clickhouse } = world.platform;
  const dying = (after: boolean) => ({
    ...world.platform,
    clickhouse: {
      ...clickhouse,
      insert: async (...args: Parameters<typeof clickhouse.insert>) => {
        if (after) await clickhouse.insert(...args);
        throw new Error('the process dies here');
      },
    },
  });
  for (const after of [false, true]) {
    const broken = { ...world, platform: dying(after) } as World;
    await expect(storeIn(broken, shopId, events, { conclude })).rejects.toThrow('dies here');
    expect(await rowsOf(world, shopId)).toHaveLength(after ? 50 : 0);
  }
  const last = await storeIn(world, shopId, events, { conclude });
  expect(last).toMatchObject({ stored: 0, duplicates: 50, customersCreated: 0 });
  expect(notes[0]).toEqual([50, 10]);
  expect(await rawCount(world, shopId)).toBe(50);
});

it('nothing reaches ClickHouse when the transaction does not commit', async () => {
  const { shopId } = await world.shop();
  const conclude = () => Promise.reject(new Error('no'));
  await expect(storeIn(world, shopId, [eventOf('a', 'm1')], { conclude })).rejects.toThrow('no');
  expect(await rawCount(world, shopId)).toBe(0);
});

it('undoes an import for good, of its own shop only, twice to no effect', async () => {
  const [{ shopId }, other] = [await world.shop(), await world.shop()];
  for (const id of [shopId, other.shopId]) {
    await storeIn(world, id, [eventOf('a', 'm1'), eventOf('b', 'm2')], { importId: 7 });
    await storeIn(world, id, [eventOf('a', 'm1'), eventOf('a', 'm3')], { importId: 8 });
  }
  const { clickhouse } = world.platform;
  expect(await personsWithEvents(clickhouse, shopId, [1, 2, 3])).toEqual(new Set([1, 2]));
  expect(await undoEvents(clickhouse, shopId, 7)).toBe(2);
  expect(await undoEvents(clickhouse, shopId, 7)).toBe(0);
  expect((await rowsOf(world, shopId)).map((row) => [row.message_id, row.import_id])).toEqual([
    ['m1', '8'],
    ['m3', '8'],
  ]);
  expect(await rawCount(world, shopId)).toBe(2);
  expect(await rawCount(world, other.shopId)).toBe(3);
  expect(await personsWithEvents(clickhouse, shopId, [1, 2])).toEqual(new Set([1]));
  expect(await storeIn(world, shopId, [eventOf('b', 'm2')], { importId: 9 })).toMatchObject({ stored: 1 });
});

it('a batch over thirty years of months is stored whole', async () => {
  const { shopId } = await world.shop();
  const months = Array.from({ length: 300 }, (_, n) => new Date(Date.UTC(2000, n, 2)).toISOString());
  const events = months.map((time, n) => eventOf('a', `m${n}`, { at: time }));
  expect(await storeIn(world, shopId, events)).toMatchObject({ stored: 300 });
  expect(await rowsOf(world, shopId)).toHaveLength(300);
  expect(await storeIn(world, shopId, events)).toMatchObject({ duplicates: 300 });
});
