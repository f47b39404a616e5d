import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { createMirror, owe } from '../../../platform/mirror/index.ts';
import { registerCustomerMirror } from '../mirror-customers.ts';
import { claim, openShop, type ShopFixture, user } from '../shop-fixture.ts';
import { type ProfileRecord, storeProfiles } from './store-profiles.ts';
import { openTrait, type TraitRow } from './trait-store.ts';

let world: World;
let shop: ShopFixture;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  shop = await openShop(world);
  await shop.resolve(claim(user('a')), claim(user('b')));
});
afterAll(() => world.close());

const store = (...profiles: ProfileRecord[]) =>
  shop.inShop((tx) => storeProfiles(tx, shop.keys, shop.shopId, profiles, { source: 'test', importId: 7 }));

async function traitsOf(personId: number, table = 'traits'): Promise<Record<string, unknown>> {
  const rows = await shop.ask<TraitRow>(
    `select person_id, name, value::text as value, value_sealed from customers.${table} where person_id = ${personId} order by at`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, openTrait(shop.keys, shop.shopId, row)]));
}

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;

describe('storing profiles', () => {
  it('keeps traits by their type, personal ones sealed', async () => {
    const traits = {
      name: '王小明',
      email: 'Wang@Example.com',
      province: '浙江省',
      birthday: '1990/2/30',
      'member-since': '2020/1/2',
      secret: 'x',
    };
    const it = await store({ personId: 1, at: at(1), traits: { ...traits, 'household-size': 'three' } });
    expect(it).toMatchObject({
      changedPersons: [1],
      leftOut: [
        { record: 0, name: 'birthday', code: 'wrong-type', shown: '***' },
        { record: 0, name: 'secret', code: 'unknown-trait', type: 'text' },
        { record: 0, name: 'household-size', code: 'wrong-type', shown: 't***' },
      ],
    });
    expect(await traitsOf(1)).toEqual({
      name: '王小明',
      'e-mail': 'Wang@Example.com',
      province: '浙江省',
      'member-since': '2020-01-02',
    });
    const raw = await shop.ask<{ name: string; value: unknown; found: boolean }>(
      'select name, value, value_index_a is not null as found from customers.traits order by name',
    );
    expect(raw).toEqual([
      { name: 'e-mail', value: null, found: true },
      { name: 'member-since', value: '2020-01-02', found: false },
      { name: 'name', value: null, found: true },
      { name: 'province', value: '浙江省', found: false },
    ]);
  });

  it('lets the later win, and keeps the earlier as history', async () => {
    await store({ personId: 1, at: at(2), traits: { name: '乙', city: '杭州' } });
    await store({ personId: 1, at: at(1), traits: { name: '甲', city: '上海' } });
    await store({ personId: 1, at: at(3), traits: { name: '丙' } });
    expect(await traitsOf(1)).toEqual({ name: '丙', city: '杭州' });
    expect(await traitsOf(1, 'trait_history')).toEqual({ city: '上海', name: '乙' });
  });

  it('ends the same in any order, and the same records again change nothing', async () => {
    const record = fc.record({
      personId: fc.constantFrom(1, 2),
      at: fc.integer({ min: 1, max: 4 }).map(at),
      traits: fc.dictionary(
        fc.constantFrom('name', 'city', 'phone'),
        fc.constantFrom('甲', '13800138000', null),
      ),
      touch: fc.constantFrom(undefined, { source: 'douyin' }),
    });
    const state = async () => [
      await traitsOf(1),
      await traitsOf(2),
      await shop.ask(
        'select person_id, first_seen_at, last_seen_at, first_touch from customers.persons order by 1',
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 8 }),
        fc.integer({ min: 1, max: 8 }),
        async (records, cut) => {
          shop = await openShop(world);
          await shop.resolve(claim(user('a')), claim(user('b')));
          await store(...records);
          const one = await state();
          expect((await store(...records)).changedPersons).toEqual([]);
          expect(await state()).toEqual(one);
          shop = await openShop(world);
          await shop.resolve(claim(user('a')), claim(user('b')));
          await store(...records.slice(cut).reverse());
          await store(...records.slice(0, cut));
          expect(await state()).toEqual(one);
        },
      ),
      cases(15, 8),
    );
  });

  it('keeps the earliest touch, tags and ties once', async () => {
    const tie = { kind: 'group-buy', tieNo: 'T1', role: 'leader' } as const;
    await store({ personId: 1, at: at(3), touch: { source: 'late' }, tags: ['vip', 'vip'], tie });
    await store({
      personId: 1,
      at: at(1),
      touch: { source: 'early', utm: { utm_id: '7' } },
      tags: ['vip'],
      tie,
    });
    expect(await shop.ask('select first_touch from customers.persons where person_id = 1')).toEqual([
      { first_touch: { source: 'early', utm: { utm_id: '7' }, at: '2026-01-01T00:00:00.000Z' } },
    ]);
    expect(await shop.ask('select tag, source, added_by from customers.tags')).toEqual([
      { tag: 'vip', source: 'test', added_by: 'import:7' },
    ]);
    expect(await shop.ask('select role from customers.ties')).toEqual([{ role: 'leader' }]);
  });

  it('takes a record without a time for no sighting: nobody was a customer in 1970', async () => {
    const undated = '1970-01-01T00:00:00.000Z';
    const spans = () =>
      shop.ask<{ first_seen_at: Date; last_seen_at: Date }>(
        'select first_seen_at, last_seen_at from customers.persons order by person_id',
      );
    const before = await spans();
    await store({ personId: 1, at: undated, traits: { name: '甲' } });
    expect(await spans()).toEqual(before);
    await store({ personId: 1, at: undated }, { personId: 1, at: at(1) });
    expect((await spans())[0]!.first_seen_at).toEqual(new Date(at(1)));
    const told = Date.now();
    await shop.resolve({ identities: [user('undated')], at: undated });
    expect((await spans())[2]!.first_seen_at.getTime()).toBeGreaterThan(told - 60_000);
    const [identity] = await shop.ask<{ first_seen_at: Date }>(
      'select first_seen_at from customers.identities order by first_seen_at desc limit 1',
    );
    expect(identity!.first_seen_at.getTime()).toBeGreaterThan(told - 60_000);
  });

  it('skips guests', async () => {
    expect((await store({ personId: 0, at: at(1), traits: { name: '王' } })).changedPersons).toEqual([]);
  });
});

describe('the mirror of persons', () => {
  it('carries ordinary facts and overrides, and nothing personal', async () => {
    const mirror = createMirror(world.platform);
    registerCustomerMirror(mirror);
    await store({
      personId: 2,
      at: at(3),
      traits: { name: '王小明', phone: '13800138000', province: '浙江省', tier: '金卡', gender: 'f' },
      touch: { source: 'douyin', channel: 'live' },
    });
    await shop.resolve(claim(user('a'), user('b')));
    expect(await mirror.payOff(shop.shopId)).toBe(true);
    const rows = await world.platform.clickhouse.query<{ traits: object }>({
      sql: 'SELECT person_id, province, tier, touch_source, touch_channel, traits FROM persons WHERE shop_id = {shop:UInt32} ORDER BY person_id',
      shopId: shop.shopId,
    });
    expect(rows).toEqual([
      { person_id: 1, province: '', tier: '', touch_source: '', touch_channel: '', traits: {} },
      {
        person_id: 2,
        province: '浙江省',
        tier: '金卡',
        touch_source: 'douyin',
        touch_channel: 'live',
        traits: { gender: '"f"', province: '"浙江省"', tier: '"金卡"' },
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/王小明|138/);
    const customers = await world.platform.clickhouse.query({
      sql: "SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + 2, toUInt32(2)) AS customer",
      shopId: shop.shopId,
    });
    expect(customers).toEqual([{ customer: 1 }]);
  });

  it('is the same whether a person of whom nothing is told is written short or in full', async () => {
    const mirror = createMirror(world.platform);
    registerCustomerMirror(mirror);
    const rows = async () => {
      expect(await mirror.payOff(shop.shopId)).toBe(true);
      return world.platform.clickhouse.query<{ person_id: number; version: string }>({
        sql: 'SELECT * FROM persons WHERE shop_id = {shop:UInt32} ORDER BY person_id',
        shopId: shop.shopId,
      });
    };
    const [short, other] = await rows();
    // A touch that says nothing: all of the row is written out.
    await shop.ask("update customers.persons set first_touch = '{}' where person_id = 1");
    await shop.inShop((tx) => owe(tx, shop.shopId, 'persons', [1]));
    const [full, same] = await rows();
    expect(Number(full!.version), 'what is read later is newer').toBeGreaterThan(Number(short!.version));
    expect([{ ...full!, version: short!.version }, same]).toEqual([short, other]);
  });
});
