import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import type { Benefit } from '../../../contract/benefits.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { addTierRules } from '../tiers/tier-rules-store.ts';
import { usualRules } from '../tiers/usual-rules.ts';
import { grantCoupons } from './grant-coupons.ts';
import { readGrants } from './grant-store.ts';
import { useGrant } from './use-grant.ts';

let world: World;
let shop: Awaited<ReturnType<World['shop']>>;

beforeAll(async () => {
  world = await openWorld({ now: '2026-01-31T15:59:00Z' }); // 23:59 of the last of January in Shanghai
  shop = await world.shop('tea');
  await change(sql`insert into customers.persons (shop_id, person_id, customer_id, first_seen_at, last_seen_at)
    select ${shop.shopId}, it, it, '2025-01-01', '2026-01-01' from generate_series(1, 5203) it`);
  // More regular customers than one piece takes.
  await change(sql`insert into loyalty.tier_standings (shop_id, person_id, tier, since, figure, ahead)
    select ${shop.shopId}, it, case when it <= 2 then 'gold' else 'regular' end, '2026-01-01', 0, 0
    from generate_series(1, 5203) it`);
});
afterAll(() => world?.close());

const change = (statement: ReturnType<typeof sql>) =>
  withShop(world.platform.db, shop.shopId, (tx) => statement.execute(tx));
const coupon = (zh: string): Benefit => ({
  kind: 'exclusive-coupon',
  gift: { name: { zh, en: zh }, cost_minor: 300, days: 10 },
});
const rules = (version: number, of: Readonly<Record<string, readonly Benefit[]>>) =>
  withShop(world.platform.db, shop.shopId, (tx) => {
    const usual = usualRules(100);
    const ladder = usual.ladder.map((rung) => ({ ...rung, benefits: [...(of[rung.code] ?? [])] }));
    const made = { version, rules: { ...usual, ladder }, madeBy: 'test', madeAt: world.clock.now() };
    return addTierRules(tx, shop.shopId, made);
  });
const grant = () => grantCoupons({ platform: world.platform, shop });
const namesOf = (...persons: number[]) =>
  withShop(world.platform.db, shop.shopId, async (tx) =>
    (await readGrants(tx, shop.shopId, persons)).map(({ gift }) => ('name' in gift ? gift.name.zh : '')),
  );

it('brings each month’s coupon once to everybody on the tier, also beside itself, and the next month’s anew', async () => {
  expect(await grant(), 'no rules').toBe(0);
  await rules(1, { gold: [coupon('金券')], regular: [coupon('券')] });
  const counts = await Promise.all([grant(), grant(), grant()]);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(5203);
  expect(await grant()).toBe(0);
  expect(await namesOf(1)).toEqual(['金券']);
  expect(await namesOf(5203)).toEqual(['券']);
  world.clock.advance(60_000);
  expect(await grant(), 'February').toBe(5203);
  expect(await namesOf(5203)).toEqual(['券', '券']);
});

it('follows who rose the day after, new rules at once, and gives those who were joined one', async () => {
  await change(
    sql`update loyalty.tier_standings set tier = 'gold' where shop_id = ${shop.shopId} and person_id = 3`,
  );
  expect(await grant(), 'looked at today').toBe(0);
  world.clock.advance(86_400_000);
  expect(await grant()).toBe(1);
  expect(await namesOf(3)).toEqual(['金券', '券', '券']);
  await rules(2, { gold: [coupon('金券'), coupon('二券')] });
  expect(await grant(), 'a second coupon of the tier').toBe(3);
  await change(
    sql`update customers.persons set customer_id = 1 where shop_id = ${shop.shopId} and person_id = 2`,
  );
  await change(
    sql`update loyalty.tier_standings set merged_into = 1 where shop_id = ${shop.shopId} and person_id = 2`,
  );
  world.clock.set('2026-03-01T04:00:00Z');
  expect(await grant()).toBe(4);
  expect(await namesOf(1, 2)).toHaveLength(2 * 2 + 2 + 2);
});

it('brings so many free shippings a month, each used once, and the next month as many again', async () => {
  const { platform } = world;
  await change(sql`delete from loyalty.benefit_coupon_days where shop_id = ${shop.shopId}`);
  const of = (count: number): Benefit => ({
    ...{ kind: 'free-shipping', from_minor: 9900, monthly: { count, cost_minor: 800 } },
  });
  const { rows } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{
      version: number;
    }>`select max(version) as version from loyalty.tier_rules where shop_id = ${shop.shopId}`.execute(tx),
  );
  await rules(rows[0]!.version + 1, { gold: [of(3)], regular: [{ kind: 'free-shipping', from_minor: 0 }] });
  const { rows: gold } = await withShop(platform.db, shop.shopId, (tx) =>
    sql<{ id: number }>`select person_id as id from loyalty.tier_standings
      where shop_id = ${shop.shopId} and tier = 'gold' and merged_into is null order by 1`.execute(tx),
  );
  await Promise.all([grant(), grant()]);
  const own = () =>
    withShop(platform.db, shop.shopId, async (tx) =>
      (await readGrants(tx, shop.shopId, [gold[0]!.id])).filter(({ benefit }) => benefit === 'free-shipping'),
    );
  expect((await own()).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  const grants = await own();
  const use = (grantId: number, key: string) =>
    withShop(platform.db, shop.shopId, (tx) =>
      useGrant(tx, {
        ...{ shopId: shop.shopId, customerId: gold[0]!.id, grantId, key, at: world.clock.now() },
      }),
    );
  const used = await Promise.all(['a', 'b', 'c'].map((key) => use(grants[0]!.grant_id, key)));
  expect(used.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await own()).filter(({ state }) => state === 'open')).toHaveLength(2);
  world.clock.advance(31 * 86_400_000);
  await grant();
  expect(await own()).toHaveLength(6);
});
