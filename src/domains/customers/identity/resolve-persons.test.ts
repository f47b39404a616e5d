import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../../test/world.ts';
import { claim, device, openShop, phone, type ShopFixture, user } from '../shop-fixture.ts';

let world: World;
let shop: ShopFixture;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  shop = await openShop(world);
});
afterAll(() => world.close());

describe('resolving persons', () => {
  it('gives each new identity a number for ever, in order', async () => {
    const first = await shop.resolve(claim(user('a')), claim(user('b')), claim(user('a')));
    expect(first).toMatchObject({ personIds: [1, 2, 1], created: 2, joined: 0, changedCustomers: [1, 2] });
    expect(await shop.resolve(claim(user('b')), claim(user('c')))).toMatchObject({
      personIds: [2, 3],
      created: 1,
    });
  });

  it('joins the identities of one claim, and later customers by a strong identity they share', async () => {
    await shop.resolve(claim(user('a'), phone('13800138000')), claim(user('b', 'taobao')));
    expect(await shop.customers()).toEqual({ 1: 1, 2: 1, 3: 3 });
    const again = await shop.resolve(claim(user('b', 'taobao'), phone('+86 138-0013-8000')));
    expect(again).toMatchObject({ personIds: [3], created: 0, joined: 1, changedCustomers: [1] });
    expect(await shop.customers()).toEqual({ 1: 1, 2: 1, 3: 1 });
    const edges = await shop.ask<{ evidence: object; import_id: number; made_by: string }>(
      'select evidence, import_id, made_by from customers.edges where person_b = 3',
    );
    expect(edges).toEqual([
      {
        evidence: {
          reason: 'same-claim',
          kinds: ['user-id', 'phone'],
          source: 'test',
          at: '2026-01-02T03:04:05Z',
        },
        import_id: 7,
        made_by: 'import:7',
      },
    ]);
  });

  it('takes masked, virtual and placeholder values for nobody', async () => {
    const it = await shop.resolve(
      claim(phone('138****8000')),
      claim(phone('13800138000-1234')),
      claim(phone('-'), user('a')),
      claim(),
    );
    expect(it).toMatchObject({ personIds: [0, 0, 1, 0], created: 1, unusable: 3 });
  });

  it('never lets a device join two accounts, but proposes it', async () => {
    await shop.resolve(claim(device('d'), user('a')), claim(device('d'), user('b')));
    expect(await shop.customers()).toEqual({ 1: 1, 2: 1, 3: 3 });
    expect(await shop.ask('select person_a, person_b, reason from customers.merge_proposals')).toEqual([
      { person_a: 1, person_b: 3, reason: 'shared-device' },
    ]);
  });

  it('quarantines a value that would join more than 20 customers, and undoes its joins', async () => {
    const courier = phone('13900139000');
    const claims = Array.from({ length: 21 }, (_, n) => claim(user(`u${n}`), courier));
    await shop.resolve(...claims.slice(0, 20));
    expect(new Set(Object.values(await shop.customers())).size).toBe(1);
    const last = await shop.resolve(claims[20]!);
    expect(last.created).toBe(1);
    const now = await shop.customers();
    expect(Object.entries(now).every(([person, customer]) => Number(person) === customer)).toBe(true);
    const after = await shop.resolve(claim(user('another'), courier), claim(courier, user('late')));
    expect(after).toMatchObject({ created: 2, joined: 0, personIds: [23, 24] });
  });

  it('proposes by weak evidence, never joins by it', async () => {
    const weak = { maskedName: '王**', maskedPhone: '138****0000', district: '上海市 浦东新区' };
    await shop.resolve(
      { ...claim(user('a')), weak },
      { ...claim(user('b')), weak },
      { ...claim(user('c')), weak: { ...weak, district: '' } },
    );
    expect(await shop.customers()).toEqual({ 1: 1, 2: 2, 3: 3 });
    expect(await shop.ask('select person_a, person_b, reason from customers.merge_proposals')).toEqual([
      { person_a: 1, person_b: 2, reason: 'weak-evidence' },
    ]);
  });

  it('knows the same value in another shop as somebody else', async () => {
    await shop.resolve(claim(user('a'), phone('13800138000')));
    shop = await openShop(world);
    expect(await shop.resolve(claim(phone('13800138000')))).toMatchObject({ personIds: [1], created: 1 });
  });

  it('widens first and last seen, and owes the mirror what changed', async () => {
    await shop.resolve(claim(user('a')));
    await shop.resolve({ identities: [user('a')], at: '2025-12-01T00:00:00Z' });
    await shop.resolve({ identities: [user('a')], at: '2026-02-01T00:00:00Z' });
    expect(await shop.ask('select first_seen_at, last_seen_at from customers.persons')).toEqual([
      { first_seen_at: new Date('2025-12-01T00:00:00Z'), last_seen_at: new Date('2026-02-01T00:00:00Z') },
    ]);
    expect(await shop.ask('select kind, ids from platform.mirror_batches order by batch_id')).toEqual([
      { kind: 'persons', ids: [1] },
      { kind: 'persons', ids: [1] },
    ]);
  });
});

describe('many writers at once', () => {
  it('give one person per identity, and never wait in a circle', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `u${n}`);
    const rotated = (by: number) => [...names.slice(by), ...names.slice(0, by)];
    const runs = Array.from({ length: 8 }, (_, n) => {
      const order = n % 2 === 0 ? rotated(n * 5) : rotated(n * 5).reverse();
      return shop.resolve(
        ...order.map((name) => claim(user(name), phone(`138001380${name.slice(1).padStart(2, '0')}`))),
      );
    });
    const all = await Promise.all(runs);
    const counted = await shop.ask<{ count: number }>(
      'select count(*)::int as count from customers.identities',
    );
    expect(counted[0]!.count).toBe(80);
    expect(all.reduce((sum, it) => sum + it.created, 0)).toBe(40);
    expect(new Set(Object.values(await shop.customers())).size).toBe(40);
  });
});
