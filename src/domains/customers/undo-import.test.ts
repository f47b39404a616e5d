import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { registerMirrors } from '../../mirrors.ts';
import { resolvePersons } from './identity/resolve-persons.ts';
import { storeProfiles } from './profiles/store-profiles.ts';
import { claim, openShop, phone, type ShopFixture, user } from './shop-fixture.ts';
import { addTag, removeTag } from './tags/change-tags.ts';
import { undoImport } from './undo-import.ts';

let world: World;
let shop: ShopFixture;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  shop = await openShop(world);
});
afterAll(() => world.close());

const run = (importId: number | undefined, ...claims: ReturnType<typeof claim>[]) =>
  shop.inShop((tx) =>
    resolvePersons(tx, shop.keys, shop.shopId, claims, {
      source: 'test',
      ...(importId === undefined ? {} : { importId }),
    }),
  );
const undo = (importId: number, used: number[] = []) =>
  shop.inShop((tx) =>
    undoImport(tx, { keys: shop.keys, shopId: shop.shopId, importId, stillUsed: async () => new Set(used) }),
  );
const city = (personId: number, value: string, importId: number) =>
  shop.inShop((tx) =>
    storeProfiles(
      tx,
      shop.keys,
      shop.shopId,
      [{ personId, at: `2026-01-0${importId}T00:00:00Z`, traits: { city: value }, tags: [value] }],
      { source: 'test', importId },
    ),
  );

describe('undoing an import', () => {
  it('takes back its persons, joins, traits and tags, and nothing else', async () => {
    await run(1, claim(user('a')), claim(user('b')));
    await city(1, '杭州', 1);
    await run(2, claim(user('a'), user('b')), claim(user('c')));
    await city(1, '上海', 2);
    await city(3, '北京', 2);
    expect(await shop.customers()).toEqual({ 1: 1, 2: 1, 3: 3 });
    const undone = await undo(2);
    expect(undone.personsDeleted).toBe(1);
    expect(await shop.customers()).toEqual({ 1: 1, 2: 2 });
    expect(await shop.ask('select value from customers.traits')).toEqual([{ value: '杭州' }]);
    expect(await shop.ask('select tag from customers.tags')).toEqual([{ tag: '杭州' }]);
    expect(await shop.ask('select * from customers.trait_history')).toEqual([]);
    expect(await run(2, claim(user('c')))).toMatchObject({ created: 1 });
  });

  it('takes its ties from ClickHouse, but not those somebody else told of too', async () => {
    const { mirror, clickhouse } = world.platform;
    const tied = (importId: number, ...nos: string[]) =>
      shop.inShop((tx) => {
        const profiles = nos.map((tieNo) => ({
          ...{ personId: 1, at: `2026-01-0${importId}T00:00:00Z` },
          tie: { kind: 'share', tieNo, role: 'sharer' } as const,
        }));
        return storeProfiles(tx, shop.keys, shop.shopId, profiles, { source: 'test', importId });
      });
    const mirrored = async () => {
      registerMirrors(world.platform);
      await mirror.settle(shop.shopId);
      return clickhouse.query({
        sql: 'SELECT person_id, tie_kind, tie_no, tie_role FROM ties WHERE shop_id = {shop:UInt32} ORDER BY tie_no',
        shopId: shop.shopId,
      });
    };
    const share = (tie_no: string) => ({ person_id: 1, tie_kind: 'share', tie_no, tie_role: 'sharer' });
    await run(1, claim(user('a')));
    await tied(1, 'S1', 'S2');
    await tied(2, 'S2', 'S3', 'S3');
    expect(await mirrored()).toEqual(['S1', 'S2', 'S3'].map(share));
    await undo(1, [1]);
    expect(await mirrored()).toEqual(['S2', 'S3'].map(share));
    await tied(3, 'S1');
    expect(await mirrored()).toEqual(['S1', 'S2', 'S3'].map(share));
  });

  it('keeps persons others have learnt to use', async () => {
    await run(1, claim(user('a')), claim(user('b')));
    expect((await undo(1, [2])).personsDeleted).toBe(1);
    expect(await shop.customers()).toEqual({ 2: 2 });
  });

  it('lets a value out of the quarantine the import brought it to', async () => {
    const shared = phone('13900139000');
    await run(1, ...Array.from({ length: 15 }, (_, n) => claim(user(`u${n}`), shared)));
    const before = await shop.customers();
    await run(2, ...Array.from({ length: 6 }, (_, n) => claim(user(`v${n}`), shared)));
    expect(new Set(Object.values(await shop.customers())).size).toBe(22);
    await undo(2);
    expect(await shop.customers()).toEqual(before);
  });

  it('lets a value out of the quarantine that what is left does not bring it to', async () => {
    const shared = phone('13900139000');
    await run(1, ...Array.from({ length: 15 }, (_, n) => claim(user(`u${n}`), shared)));
    await run(2, ...Array.from({ length: 6 }, (_, n) => claim(user(`v${n}`), shared)));
    await run(3, claim(user('w'), shared));
    await undo(1);
    const customers = await shop.customers();
    expect(Object.keys(customers)).toHaveLength(8);
    expect(new Set(Object.values(customers)).size).toBe(1);
    await undo(2);
    expect(new Set(Object.values(await shop.customers())).size).toBe(1);
    await undo(3);
    expect(await shop.customers()).toEqual({});
  });

  it('never takes a tag staff gave, and gives back the day theirs was to end', async () => {
    await run(undefined, claim(user('a')));
    const tag = (name: string, expiresAt?: string) =>
      shop.inShop((tx) =>
        addTag(tx, { shopId: shop.shopId, customerIds: [1], tag: name, expiresAt, actor: 'user:7' }),
      );
    await city(1, '杭州', 1);
    await tag('杭州');
    await tag('上海', '2030-01-01T00:00:00Z');
    await city(1, '上海', 2);
    await undo(1);
    await undo(2);
    expect(
      await shop.ask('select tag, source, added_by, expires_at, import_id from customers.tags order by tag'),
    ).toEqual([
      {
        ...{ tag: '上海', source: 'staff', added_by: 'user:7', import_id: null },
        expires_at: new Date('2030-01-01'),
      },
      { tag: '杭州', source: 'staff', added_by: 'user:7', expires_at: null, import_id: null },
    ]);
  });

  it('tells nothing of a tag that only the import gave, nor that it gave one again which had run out', async () => {
    await run(undefined, claim(user('a')));
    const who = { shopId: shop.shopId, customerIds: [1], actor: 'user:7' };
    const told = () =>
      shop.ask(`select tag, source, ended_at, ended_by from customers.former_tags order by tag`);
    await city(1, '杭州', 1);
    await city(1, '宁波', 1);
    await city(1, '宁波', 3);
    await shop.inShop((tx) => removeTag(tx, { ...who, tag: '杭州' }));
    await shop.inShop((tx) => removeTag(tx, { ...who, tag: '宁波' }));
    const over = '2020-01-01T00:00:00Z';
    for (const tag of ['上海', '苏州'])
      await shop.inShop((tx) => addTag(tx, { ...who, tag, expiresAt: over }));
    await city(1, '上海', 4);
    await shop.inShop((tx) => addTag(tx, { ...who, tag: '苏州' }));
    const ranOut = { source: 'staff', ended_at: new Date(over), ended_by: null };
    expect(await told()).toMatchObject([
      { tag: '上海', ...ranOut },
      { tag: '宁波', ended_by: 'user:7' },
      { tag: '杭州', ended_by: 'user:7' },
      { tag: '苏州', ...ranOut },
    ]);
    await undo(1);
    await undo(4);
    expect(await told()).toMatchObject([{ tag: '宁波' }, { tag: '苏州' }]);
  });

  it('puts back in the traits what an earlier import set, when the earlier is undone too', async () => {
    await run(undefined, claim(user('a')));
    await city(1, '甲', 1);
    await city(1, '乙', 2);
    await city(1, '丙', 3);
    await undo(2);
    expect(await shop.ask('select value from customers.traits')).toEqual([{ value: '丙' }]);
    await undo(3);
    expect(await shop.ask('select value from customers.traits')).toEqual([{ value: '甲' }]);
  });

  it('gives back when a person was seen and where from, and what another import said as well', async () => {
    const say = (importId: number | undefined, at: string, source: string) =>
      shop.inShop((tx) =>
        storeProfiles(
          tx,
          shop.keys,
          shop.shopId,
          [{ personId: 1, at: `${at}T00:00:00Z`, touch: { source }, traits: { city: '杭州' } }],
          { source: 'test', ...(importId === undefined ? {} : { importId }) },
        ),
      );
    const person = async () => [
      await shop.ask('select first_seen_at, last_seen_at, first_touch from customers.persons'),
      await shop.ask('select value, at from customers.traits'),
    ];
    await run(1, claim(user('a')));
    await say(1, '2026-01-05', 'one');
    const one = await person();
    await say(2, '2025-01-01', 'two');
    await say(2, '2027-01-01', 'two');
    expect(await person()).not.toEqual(one);
    await undo(2);
    expect(await person()).toEqual(one);
    await say(undefined, '2025-06-01', 'live');
    await say(3, '2024-06-01', 'three');
    await undo(1);
    expect(await person()).toEqual([
      [
        {
          first_seen_at: new Date('2024-06-01T00:00:00Z'),
          last_seen_at: new Date('2025-06-01T00:00:00Z'),
          first_touch: { source: 'three', at: '2024-06-01T00:00:00.000Z' },
        },
      ],
      [{ value: '杭州', at: new Date('2025-06-01T00:00:00Z') }],
    ]);
  });
});
