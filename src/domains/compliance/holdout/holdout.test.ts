import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { holdoutParams, inHoldout, inHoldoutPostgres, inHoldoutSql, readHoldout } from '../index.ts';
import { placeOf } from './holdout-rules.ts';
import { changeHoldout } from './holdout-store.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const people = (count: number) => Array.from({ length: count }, (_, nth) => nth + 1);

describe('the place of a person', () => {
  it('never changes: these are for ever', () => {
    expect([1, 2, 4_294_967_295].map((it) => placeOf('salt', it))).toEqual([
      1_939_879_329, 2_948_199_561, 4_009_113_087,
    ]);
  });

  it('is uniform: chi-square over 100 cells of 50,000 numbers, for several salts', () => {
    for (const salt of ['a', '盐']) {
      const cells = new Array<number>(100).fill(0);
      for (const id of people(50_000)) cells[Math.floor((placeOf(salt, id) / 2 ** 32) * 100)]!++;
      const chi = cells.reduce((sum, it) => sum + (it - 500) ** 2 / 500, 0);
      // 99 degrees of freedom: above 160 or below 51 less than once in ten thousand.
      expect(chi).toBeGreaterThan(51);
      expect(chi).toBeLessThan(160);
    }
  });

  it('holds everybody whom a smaller share held', () => {
    const share = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(share, share, fc.string(), fc.nat(), (one, other, salt, id) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        if (inHoldout({ salt, share: less }, id)) expect(inHoldout({ salt, share: more }, id)).toBe(true);
        expect(inHoldout({ salt, share: 0 }, id)).toBe(false);
        expect(inHoldout({ salt, share: 10_000 }, id)).toBe(true);
      }),
    );
  });
});

it('is one answer in TypeScript, PostgreSQL, and ClickHouse on one node and on two shards', async () => {
  const { shopId } = await world.shop();
  const count = 5000;
  const holdout = await withShop(world.platform.db, shopId, (tx) => changeHoldout(tx, shopId, 1234));
  expect(await withShop(world.platform.db, shopId, (tx) => readHoldout(tx, shopId))).toEqual(holdout);
  const held = people(count).filter((id) => inHoldout(holdout, id));
  expect(held.length).toBeGreaterThan(500);
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ id: number }>`select id from generate_series(1, ${count}::int) id
      where ${inHoldoutPostgres(holdout, sql`id`)} order by id`.execute(tx),
  );
  expect(rows.map((row) => row.id)).toEqual(held);
  const { single, ask } = await bothTopologies(world.platform.clickhouse);
  const seen = { first_seen_at: '2026-01-01T00:00:00Z', last_seen_at: '2026-01-01T00:00:00Z' };
  await single.insert(
    'persons',
    people(count).map((person_id) => ({ shop_id: shopId, person_id, ...seen, version: 1, is_deleted: 0 })),
  );
  const found = await ask<{ person_id: number }>({
    ...{ shopId, params: holdoutParams(holdout) },
    sql: `SELECT person_id FROM persons WHERE shop_id = {shop:UInt32} AND ${inHoldoutSql('person_id')} ORDER BY person_id`,
  });
  expect(found.map((row) => row.person_id)).toEqual(held);
});

it('draws the salt once, however many ask first', async () => {
  const { shopId } = await world.shop();
  const all = await Promise.all(
    people(10).map(() => withShop(world.platform.db, shopId, (tx) => readHoldout(tx, shopId))),
  );
  expect(new Set(all.map((it) => it.salt)).size).toBe(1);
});
