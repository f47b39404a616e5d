import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { NewMallItem } from '../../../contract/mall.ts';
import { openPool } from '../../../platform/db/pool.ts';
import { type Db, type Tx, withShop } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError } from '../../../platform/errors.ts';
import { mergeCustomers } from '../../customers/index.ts';
import { auditPoints, earnPoints, readStanding } from '../../ledgers/index.ts';
import { makeItem } from './change-item.ts';
import { endHeld, endOver } from './end-redemption.ts';
import { readItem } from './item-store.ts';
import { offersFor } from './offers-for.ts';
import { type Redeemed, type Redeeming, redeem } from './redeem.ts';
import { readRedemptions } from './redemption-store.ts';
import { returnRedemption } from './return-redemption.ts';

let world: World;
let admin: Db;
beforeAll(async () => {
  world = await openWorld();
  admin = openPool(world.adminUrl, { max: 1 });
});
afterAll(async () => {
  await admin.destroy();
  await world.close();
});

const gift: NewMallItem = {
  ...{ kind: 'gift', name: 'cup', hands_out: 'SKU-1', points: 10, money_minor: 0, stock: 20 },
  ...{ most_per_customer: 3, tiers: [], is_listed: true },
};

/** A shop of some customers who hold so many points each, and items of the mall. */
async function begin(it: { customers: number; points: number; items: NewMallItem[] }) {
  const { shopId } = await world.shop();
  const now = world.clock.now();
  const itemIds = await withShop(world.platform.db, shopId, async (tx) => {
    await sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
      select ${shopId}, it, it, now(), now() from generate_series(1, ${it.customers}) it`.execute(tx);
    for (let personId = 1; personId <= it.customers; personId += 1) {
      const earning = { personId, points: it.points, expiresAt: null };
      const ask = { key: `e${personId}`, cause: 'test', by: 'test', at: now };
      orThrow(await earnPoints(tx, shopId, { earning, ask }));
    }
    const ids: number[] = [];
    for (const item of it.items)
      ids.push(orThrow(await makeItem(tx, { shopId, by: 'test', now, item })).itemId);
    return ids;
  });
  return { shopId, itemIds };
}

/** The answer, or the code of the refusal, which takes its transaction back. */
async function told(shopId: number, work: (tx: Tx) => Promise<Redeemed>): Promise<Redeemed | string> {
  try {
    return await withShopAgain(world.platform.db, shopId, work);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}

const take = (it: Omit<Redeeming, 'now' | 'by'>) =>
  told(it.shopId, async (tx) => orThrow(await redeem(tx, { ...it, by: 'test', now: world.clock.now() })));

const end = (shopId: number, redemptionId: number, state: 'confirmed' | 'cancelled') =>
  told(shopId, async (tx) =>
    orThrow(await endHeld(tx, { shopId, redemptionId, state, now: world.clock.now() })),
  );

const takeBack = (shopId: number, redemptionId: number, restock: boolean) =>
  told(shopId, async (tx) => {
    const returning = { shopId, redemptionId, restock, by: 'test', now: world.clock.now() };
    return orThrow(await returnRedemption(tx, returning));
  });

const read = <T>(shopId: number, work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shopId, work);

it('64 clients at once take no more than there is, nobody more than their share, and every point is accounted for', async () => {
  const items = [gift, { ...gift, stock: 7, most_per_customer: null }, { ...gift, points: 25, stock: 100 }];
  const { shopId, itemIds } = await begin({ customers: 8, points: 200, items });
  const codes = new Map<string, number>();
  const client = async (no: number) => {
    for (let n = 0; n < 4; n += 1) {
      const wanted = {
        shopId,
        personId: 1 + ((no * 3 + n) % 8),
        itemId: itemIds[(no + n) % 3]!,
        count: 1 + (n % 2),
      };
      const asking = { ...wanted, minutes: 30, key: `c${no}-${n}` };
      // Asked twice at once, as a client does whose first answer did not come.
      const [one, other] = await Promise.all([take(asking), take(asking)]);
      for (const it of [one, other]) if (typeof it === 'string') codes.set(it, (codes.get(it) ?? 0) + 1);
      // What one of them was refused the other may get: somebody gave theirs back between the two.
      const taken = [one, other].filter((it) => typeof it !== 'string');
      if (taken.length === 0) continue;
      const [{ redemption }] = taken as [Exclude<typeof one, string>];
      expect(taken.every((it) => it.redemption.redemptionId === redemption.redemptionId)).toBe(true);
      expect(taken.filter((it) => it.again)).toHaveLength(taken.length - 1);
      const state = n % 2 === 0 ? 'confirmed' : 'cancelled';
      const id = redemption.redemptionId;
      const ends = await Promise.all([end(shopId, id, state), end(shopId, id, state)]);
      expect(ends.every((it) => typeof it !== 'string')).toBe(true);
      if (state !== 'confirmed' || no % 4 > 0) continue;
      const returns = await Promise.all([takeBack(shopId, id, true), takeBack(shopId, id, true)]);
      expect(returns.map((it) => typeof it !== 'string' && it.again).sort()).toEqual([false, true]);
    }
  };
  await Promise.all(Array.from({ length: 64 }, (_, no) => client(no)));
  expect(codes.get('mall-item-sold-out')).toBeGreaterThan(0);
  expect(codes.get('mall-limit-reached')).toBeGreaterThan(0);
  expect(new Set(codes.keys())).toEqual(
    new Set([...codes.keys()].filter((it) => /sold-out|limit-reached|not-enough-points/.test(it))),
  );
  await read(shopId, async (tx) => {
    for (const [n, itemId] of itemIds.entries()) {
      const item = (await readItem(tx, shopId, itemId))!;
      const { rows } = await sql<{ state: string; n: number; most: number }>`
        select state, sum(sum)::bigint as n, max(sum)::bigint as most from (
          select state, person_id, sum(count) from loyalty.mall_redemptions
          where shop_id = ${shopId} and item_id = ${itemId} group by 1, 2) s group by 1`.execute(tx);
      const confirmed = rows.find(({ state }) => state === 'confirmed');
      expect([item.held, item.gone]).toEqual([0, confirmed?.n ?? 0]);
      expect(item.free + item.gone).toBe(items[n]!.stock);
      if (item.mostPerCustomer !== null) expect(confirmed?.most ?? 0).toBeLessThanOrEqual(3);
    }
    const { rows } = await sql<{ spent: number; held: number }>`
      select (select coalesce(sum(points), 0)::bigint from loyalty.mall_redemptions
          where shop_id = ${shopId} and state = 'confirmed') as spent,
        (select sum(active + reserved)::bigint from ledgers.points_accounts where shop_id = ${shopId}) as held`.execute(
      tx,
    );
    expect(rows[0]!.spent).toBeGreaterThan(0);
    expect(rows[0]!.held).toBe(8 * 200 - rows[0]!.spent);
  });
  expect((await auditPoints(world.platform.db, { shopId, at: world.clock.now() })).findings).toEqual([]);
});

it('one redemption that cannot be ended is put aside: the others end, and it is tried later and later', async () => {
  const items = [{ ...gift, most_per_customer: null }, gift];
  const { shopId, itemIds } = await begin({ customers: 1, points: 100, items });
  const wanted = { shopId, personId: 1, count: 1, minutes: 5 };
  // The first to end has lost its stock.
  for (const [n, itemId] of [itemIds[1]!, itemIds[0]!, itemIds[0]!].entries())
    await take({ ...wanted, itemId, minutes: 5 + n, key: `k${n}` });
  const lost = (held: number) =>
    sql`update ledgers.stock set held = ${held}, free = 20 - ${held} where shop_id = ${shopId}
      and stock_id = (select stock_id from loyalty.mall_items where shop_id = ${shopId} and item_id = ${itemIds[1]!})`;
  await read(shopId, (tx) => lost(0).execute(tx));
  world.clock.advance(11 * 60_000);
  const endNow = () =>
    endOver(world.platform, { shopId, at: world.clock.now(), signal: new AbortController().signal });
  const states = async () =>
    (await read(shopId, (tx) => readRedemptions(tx, shopId, { limit: 9 }))).map(({ state }) => state);
  await endNow();
  expect(await states()).toEqual(['ended', 'ended', 'held']);
  await read(shopId, (tx) => lost(1).execute(tx));
  await endNow();
  expect(await states()).toEqual(['ended', 'ended', 'held']);
  world.clock.advance(3 * 60_000);
  await endNow();
  expect(await states()).toEqual(['ended', 'ended', 'ended']);
});

it('who is merged while stock is waited for is counted with what both took', async () => {
  const { shopId, itemIds } = await begin({ customers: 2, points: 100, items: [gift] });
  const wanted = { shopId, itemId: itemIds[0]!, count: 2, minutes: 5 };
  await take({ ...wanted, personId: 2, key: 'two' });
  let waiting: Promise<Redeemed | string> = Promise.resolve('');
  await read(shopId, async (tx) => {
    await sql`select from ledgers.stock where shop_id = ${shopId} for update`.execute(tx);
    waiting = take({ ...wanted, personId: 1, key: 'one' });
    const waits = sql`select from pg_stat_activity where datname = ${world.name} and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waits.execute(admin)).rows.length, { timeout: 20_000 }).toBe(1);
    const merging = { shopId, customerIds: [1, 2], by: 'test', reason: 'one person' };
    await withShop(world.platform.db, shopId, (other) => mergeCustomers(other, merging));
  });
  expect(await waiting).toBe('mall-limit-reached');
});

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('take' as const),
      ...{
        person: fc.constantFrom(1, 2),
        item: fc.constantFrom(0, 1),
        count: fc.integer({ min: 1, max: 3 }),
      },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('confirmed' as const, 'cancelled' as const), nth: fc.nat(9) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('return' as const), nth: fc.nat(9), restock: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
);

it('any history ends as in a plain model: stock, limits and points, with what was not confirmed in time given back', async () => {
  const items = [
    { ...gift, stock: 4, most_per_customer: 2, most_by_tier: [{ tier: 'gold', most: 3 }] },
    {
      ...{ ...gift, points: 15, stock: 9, most_per_customer: null },
      most_by_tier: [
        { tier: 'silver', most: 9 },
        { tier: 'gold', most: 1 },
      ],
    },
  ];
  const mostOf = (person: number, item: number): number => (person === 1 ? [3, 1] : [2, 1e9])[item]!;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (history) => {
      const { shopId, itemIds } = await begin({ customers: 2, points: 60, items });
      await read(shopId, (tx) =>
        sql`insert into customers.traits (shop_id, person_id, name, value, at, source)
          values (${shopId}, 1, 'tier', '"gold"', now(), 'test')`.execute(tx),
      );
      const model = { free: items.map((it) => it.stock), points: [60, 60] };
      const taken: { id: number; person: number; item: number; count: number; state: string }[] = [];
      const giveBack = (it: (typeof taken)[number], state: string) => {
        it.state = state;
        model.free[it.item]! += it.count;
        model.points[it.person - 1]! += items[it.item]!.points * it.count;
      };
      for (const [n, it] of history.entries()) {
        if (it.do === 'take') {
          const { person, item, count } = it;
          const cost = items[item]!.points * count;
          const mine = taken
            .filter((one) => one.person === person && one.item === item && /held|confirmed/.test(one.state))
            .reduce((sum, one) => sum + one.count, 0);
          const expected =
            model.free[item]! < count
              ? 'mall-item-sold-out'
              : mine + count > mostOf(person, item)
                ? 'mall-limit-reached'
                : model.points[person - 1]! < cost
                  ? 'not-enough-points'
                  : undefined;
          const wanted = {
            shopId,
            personId: person,
            itemId: itemIds[item]!,
            count,
            minutes: 10,
            key: `k${n}`,
          };
          const done = await take(wanted);
          if (expected !== undefined) expect(done).toBe(expected);
          else {
            expect(done).toMatchObject({ again: false, redemption: { state: 'held', points: cost } });
            taken.push({
              id: (done as Redeemed).redemption.redemptionId,
              person,
              item,
              count,
              state: 'held',
            });
            model.free[item]! -= count;
            model.points[person - 1]! -= cost;
            expect(await take(wanted)).toMatchObject({ again: true });
            expect(await take({ ...wanted, count: count + 1 })).toBe('key-reused');
          }
        } else if (it.do === 'return') {
          const one = taken[it.nth % (taken.length || 1)];
          if (one === undefined) continue;
          const done = await takeBack(shopId, one.id, it.restock);
          if (one.state !== 'confirmed' && one.state !== 'returned') {
            expect(done).toBe('mall-not-confirmed');
            continue;
          }
          expect(done).toMatchObject({ redemption: { state: 'returned' }, again: one.state === 'returned' });
          if (one.state === 'returned') continue;
          giveBack(one, 'returned');
          if (!it.restock) model.free[one.item]! -= one.count;
        } else if (it.do === 'wait') {
          world.clock.advance(11 * 60_000);
          await endOver(world.platform, {
            ...{ shopId, at: world.clock.now(), signal: new AbortController().signal },
          });
          for (const one of taken.filter(({ state }) => state === 'held')) giveBack(one, 'ended');
        } else {
          const one = taken[it.nth % (taken.length || 1)];
          if (one === undefined) continue;
          const done = await end(shopId, one.id, it.do);
          if (one.state === 'held' && it.do === 'cancelled') giveBack(one, 'cancelled');
          else if (one.state === 'held') one.state = 'confirmed';
          else if (one.state !== it.do) {
            expect(done).toBe('redemption-over');
            continue;
          }
          expect(done).toMatchObject({ redemption: { state: it.do } });
        }
      }
      await read(shopId, async (tx) => {
        for (const [n, itemId] of itemIds.entries())
          expect((await readItem(tx, shopId, itemId))!.free).toBe(model.free[n]);
        for (const personId of [1, 2]) {
          const { balance } = await readStanding(tx, { shopId, personIds: [personId] }, world.clock.now());
          const available = model.points[personId - 1]!;
          expect(balance.active).toBe(available);
          const seen = await offersFor(tx, {
            shopId,
            customerId: personId,
            personIds: [personId],
            available,
          });
          for (const [n, { points }] of items.entries()) {
            const mine = taken
              .filter((one) => one.person === personId && one.item === n && /held|confirmed/.test(one.state))
              .reduce((sum, one) => sum + one.count, 0);
            const bound = mine >= mostOf(personId, n) ? 'limit' : points > available ? 'points' : 'yes';
            expect(seen.find(({ item }) => item.itemId === itemIds[n])!.canTake).toBe(
              model.free[n] === 0 ? 'sold-out' : bound,
            );
          }
        }
      });
    }),
    cases(25, 6),
  );
});
