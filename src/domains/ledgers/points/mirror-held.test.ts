import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { Condition } from '../../../contract/segment-conditions.ts';
import { findShopById } from '../../../platform/auth/index.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import { previewTree } from '../../segments/index.ts';
import { earnPoints } from './earn-points.ts';
import { forgetGone } from './keep-points.ts';
import { type Mirrored, mirrorHeld } from './mirror-held.ts';
import { pointsData } from './personal-data.ts';
import { revokePoints } from './revoke-points.ts';
import { settlePoints } from './settle-points.ts';
import { refundPoints, reservePoints, spendPoints } from './spend-points.ts';

/** What the analytical store knows of points: all that was committed, however late, and nothing of whom is gone. */

const DAY = 86_400_000;
let world: World;
beforeAll(async () => {
  world = await openWorld({ now: '2026-03-10T04:00:00Z' });
});
afterAll(() => world.close());

let keys = 0;
async function begin() {
  const { shopId } = await world.shop();
  const { db, clickhouse } = world.platform;
  await withShop(db, shopId, (tx) =>
    sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, 4) it`.execute(tx),
  );
  await clickhouse.insert(
    'persons',
    [1, 2, 3, 4].map((id) => ({
      ...{ shop_id: shopId, person_id: id, first_seen_at: '2026-03-01', last_seen_at: '2026-03-01' },
      version: 1,
    })),
  );
  const ask = () => ({ key: `k${++keys}`, cause: 'test', by: 'test', at: world.clock.now() });
  const earnIn = async (on: Db | Tx, personId: number, points: number, days?: number, waits?: number) =>
    orThrow(
      await earnPoints(on as Db, shopId, {
        earning: {
          ...{ personId, points, expiresAt: days === undefined ? null : inDays(days) },
          ...(waits !== undefined && { activeFrom: inDays(waits) }),
        },
        ask: ask(),
      }),
    );
  let state: Mirrored | undefined;
  const look = async (most?: number) => {
    state = await mirrorHeld({ platform: world.platform, shopId }, state, most);
  };
  const held = async () => {
    const rows = await clickhouse.query<{ person_id: number; active: string }>({
      sql: 'SELECT person_id, sum(lasting + arraySum(ending)) AS active FROM points_held WHERE shop_id = {shop:UInt32} GROUP BY person_id ORDER BY person_id',
      shopId,
    });
    return Object.fromEntries(rows.map((row) => [row.person_id, Number(row.active)]));
  };
  return {
    ...{ look, held },
    /** Transactions of other tests on the same server may hold the first look up. */
    told: (wanted: Readonly<Record<number, number>>) =>
      expect
        .poll(async () => {
          await look();
          return held();
        })
        .toEqual(wanted),
    ...{ shopId, db, ask, earnIn },
    earn: (personId: number, points: number, days?: number, waits?: number) =>
      earnIn(db, personId, points, days, waits),
    /** How many accounts are told anew at each look, and whether acts may have been passed by. */
    waits: () => [state?.told.size, state?.missed !== undefined],
    anew: () => {
      state = undefined;
    },
    meet: async (condition: Omit<Extract<Condition, { kind: 'points' }>, 'kind'>) => {
      const shop = (await findShopById(db, shopId))!;
      const tree = { kind: 'points' as const, ...condition };
      return (await previewTree({ platform: world.platform, shop, tree })).members;
    },
  };
}

const inDays = (days: number): Date => new Date(world.clock.now().getTime() + days * DAY);

it('an act that is committed behind a later one is told too, however often was looked in between', async () => {
  const shop = await begin();
  await shop.earn(1, 100);
  await shop.told({ 1: 100 });
  const { promise: goOn, resolve: release } = Promise.withResolvers<void>();
  const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
  const late = withShop(shop.db, shop.shopId, async (tx) => {
    await shop.earnIn(tx, 2, 20);
    opened();
    await goOn;
  });
  await isOpen;
  await shop.earn(3, 30);
  await shop.told({ 1: 100, 3: 30 });
  await shop.look();
  expect(await shop.held()).toEqual({ 1: 100, 3: 30 });
  release();
  await late;
  await shop.told({ 1: 100, 2: 20, 3: 30 });
});

it('a transaction that stays open has no more told again and again than is allowed, and is told when it is over', async () => {
  const shop = await begin();
  await shop.earn(1, 100);
  await shop.told({ 1: 100 });
  const { promise: goOn, resolve: release } = Promise.withResolvers<void>();
  const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
  const late = withShop(shop.db, shop.shopId, async (tx) => {
    await shop.earnIn(tx, 2, 20);
    opened();
    await goOn;
  });
  await isOpen;
  await shop.earn(3, 30);
  await shop.earn(4, 40);
  const looked = async () => {
    await shop.look(1);
    return shop.waits();
  };
  await expect.poll(looked).toEqual([0, true]);
  expect(await shop.held()).toEqual({ 1: 100, 3: 30, 4: 40 });
  await shop.earn(3, 5);
  await shop.look(1);
  expect(await shop.held()).toEqual({ 1: 100, 3: 35, 4: 40 });
  release();
  await late;
  await shop.told({ 1: 100, 2: 20, 3: 35, 4: 40 });
});

it('what can be spent and what expires are conditions, and time alone posts them', async () => {
  const shop = await begin();
  await shop.look();
  await shop.earn(1, 100, 5);
  const lasting = await shop.earn(1, 50);
  await shop.earn(2, 70, 40);
  await shop.earn(3, 10, undefined, 3);
  const spent = orThrow(
    await spendPoints(shop.db, shop.shopId, { personId: 1, points: 30, ask: shop.ask() }),
  );
  orThrow(await refundPoints(shop.db, shop.shopId, { actId: spent.act_id, points: 10, ask: shop.ask() }));
  const endsAt = inDays(1);
  orThrow(await reservePoints(shop.db, shop.shopId, { personId: 2, points: 7, endsAt, ask: shop.ask() }));
  await shop.told({ 1: 130, 2: 63, 3: 0 });
  const meets = async () => [
    await shop.meet({ within: 'ever', op: '>=', value: 63 }),
    await shop.meet({ within: 'ever', op: '=', value: 0 }),
    await shop.meet({ within: '5d', op: '>', value: 0 }),
    await shop.meet({ within: '6d', op: '=', value: 80 }),
    await shop.meet({ within: '60d', op: '>', value: 0 }),
  ];
  expect(await meets()).toEqual([2, 2, 0, 1, 2]);
  world.clock.advance(6 * DAY);
  await settlePoints(shop.db, { shopId: shop.shopId, at: world.clock.now() });
  await shop.told({ 1: 50, 2: 63, 3: 10 });
  expect(await meets()).toEqual([1, 1, 0, 0, 1]);
  orThrow(await spendPoints(shop.db, shop.shopId, { personId: 1, points: 40, ask: shop.ask() }));
  await withShop(shop.db, shop.shopId, async (tx) =>
    orThrow(
      await revokePoints(tx, shop.shopId, {
        ...{ actId: lasting.act_id, points: 50, shortfall: 'negative', ask: shop.ask() },
      }),
    ),
  );
  // What is owed is less than nothing.
  await shop.told({ 1: -40, 2: 63, 3: 10 });
});

it('a process that begins mends what differs and takes away whom nobody is any more; an erasure leaves nothing', async () => {
  const shop = await begin();
  await shop.earn(1, 100);
  await shop.earn(2, 20);
  await shop.earn(4, 40);
  await shop.told({ 1: 100, 2: 20, 4: 40 });
  await withShop(shop.db, shop.shopId, (tx) =>
    sql`delete from customers.persons where shop_id = ${shop.shopId} and person_id = 4`.execute(tx),
  );
  const { platform } = world;
  await forgetGone(shop.db, {
    ...{ shopId: shop.shopId, at: world.clock.now(), signal: new AbortController().signal },
  });
  await platform.clickhouse.command(
    'ALTER TABLE {{local points_held}} DELETE WHERE shop_id = {shop:UInt32} AND person_id = 1 SETTINGS mutations_sync = 2',
    { shop: shop.shopId },
  );
  shop.anew();
  await shop.told({ 1: 100, 2: 20 });
  await shop.earn(2, 5);
  await pointsData.erase({
    ...{ platform, shopId: shop.shopId, customerId: 2, personIds: [2] },
  } as unknown as Parameters<typeof pointsData.erase>[0]);
  for (let n = 0; n < 3; n += 1) await shop.look();
  expect(await shop.held()).toEqual({ 1: 100 });
});
