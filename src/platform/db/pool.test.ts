import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { patientPool } from './patient-pool.ts';
import { withShop } from './postgres.ts';
import { prepared } from './prepared.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

test('int8 comes as a number, a day as its text, an instant as a Date, numeric as text', async () => {
  const { rows } = await sql`select 9007199254740991::bigint as big, array[1, null, -2]::bigint[] as bigs,
    date '2026-02-28' as day, array[date '2026-02-28'] as days, timestamptz '2026-01-02T03:04:05.678Z' as at,
    1.50::numeric as exact`.execute(world.platform.db);
  expect(rows).toEqual([
    {
      big: Number.MAX_SAFE_INTEGER,
      bigs: [1, null, -2],
      day: '2026-02-28',
      days: ['2026-02-28'],
      at: new Date('2026-01-02T03:04:05.678Z'),
      exact: '1.50',
    },
  ]);
});

test('an int8 that a number cannot hold is an error, never a rounding', async () => {
  const asking = sql`select 9007199254740993::bigint as big`.execute(world.platform.db);
  await expect(asking).rejects.toThrow('beyond 2^53');
});

test('a transaction of a shop sees that shop only', async () => {
  const [one, two] = [await world.shop(), await world.shop()];
  const { db } = world.platform;
  const put = (shopId: number) =>
    withShop(db, shopId, (tx) =>
      sql`insert into platform.counters (shop_id, name) values (${shopId}, 'person')`.execute(tx),
    );
  await put(one.shopId);
  await put(two.shopId);
  const seen = await withShop(db, two.shopId, (tx) => sql`select shop_id from platform.counters`.execute(tx));
  expect(seen.rows).toEqual([{ shop_id: two.shopId }]);
});

test('a server without a place left is waited for, as a full pool is, and given up in the end', async () => {
  const owner = new pg.Client({ connectionString: world.adminUrl });
  await owner.connect();
  await owner.query(`create role crowded login password 'x' connection limit 2`);
  const url = new URL(world.migratorUrl);
  [url.username, url.password] = ['crowded', 'x'];
  const pool = patientPool(() => [url.href], { max: 5 });
  const hasty = patientPool(() => [url.href], { max: 5, crowdedTimeout: 200 });
  const [one, two] = [await pool.connect(), await pool.connect()];
  const waiting = pool.connect();
  await expect(hasty.connect()).rejects.toMatchObject({ code: '53300' });
  one.release();
  const three = await waiting;
  expect((await three.query('select 1 as it')).rows).toEqual([{ it: 1 }]);
  two.release();
  three.release();
  await Promise.all([pool.end(), hasty.end()]);
  await expect
    .poll(() =>
      owner.query(`drop role crowded`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await owner.end();
});

test('a statement that is marked is planned once a connection, and sees the shop of each transaction', async () => {
  const [one, two] = [await world.shop(), await world.shop()];
  const { db } = world.platform;
  const put = (shopId: number, name: string) =>
    withShop(db, shopId, (tx) =>
      sql`insert into platform.counters (shop_id, name) values (${shopId}, ${name})`.execute(tx),
    );
  for (const name of ['a', 'b']) await put(one.shopId, name);
  await put(two.shopId, 'a');
  const count = (shopId: number) =>
    withShop(db, shopId, async (tx) => {
      const { rows } = await sql<{ n: number }>`${prepared}
        select count(*)::integer as n from platform.counters where name <> ${'x'}`.execute(tx);
      const kept = await sql<{ n: number }>`
        select count(*)::integer as n from pg_prepared_statements where statement like '%from platform.counters%'`.execute(
        tx,
      );
      return [rows[0]!.n, kept.rows[0]!.n];
    });
  // More often than the planner takes before it keeps one plan for all shops.
  for (let n = 0; n < 12; n += 1) {
    expect(await count(one.shopId)).toEqual([2, 1]);
    expect(await count(two.shopId)).toEqual([1, 1]);
  }
});
