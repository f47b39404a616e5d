import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { changeStanding, mayContact, mayProfile, recordConsents } from '../compliance/index.ts';
import { registerCustomerMirror, showCustomer } from './index.ts';
import { keepMinors } from './profiles/keep-minors.ts';
import { markMirrored, storeProfiles } from './profiles/store-profiles.ts';
import { claim, openShop, phone, type ShopFixture, user } from './shop-fixture.ts';

let world: World;
let shop: ShopFixture;
const now = '2026-11-26T04:00:00Z';

beforeAll(async () => {
  world = await openWorld({ now });
  registerCustomerMirror(world.platform.mirror);
});
afterAll(() => world.close());

/** Persons 1 and 2 are one customer, 3 is another. */
beforeEach(async () => {
  world.clock.set(now);
  shop = await openShop(world);
  await shop.resolve(claim(user('wang'), phone('13800135678')), claim(user('lilei')));
});

const subjects = [
  { id: 1, personIds: [1, 2] },
  { id: 3, personIds: [3] },
];
const contact = (channel: 'sms' | 'wechat' = 'sms') =>
  shop.inShop(async (tx) => {
    const ask = {
      shopId: shop.shopId,
      subjects,
      channel,
      purpose: 'marketing',
      now: world.clock.now(),
    } as const;
    return Object.fromEntries(
      [...(await mayContact(tx, ask))].map(([id, it]) => [id, it.allowed || it.reason]),
    );
  });
const profile = () =>
  shop.inShop(async (tx) => {
    const ask = { shopId: shop.shopId, subjects, purpose: 'profiling' } as const;
    return Object.fromEntries(
      [...(await mayProfile(tx, ask))].map(([id, it]) => [id, it.allowed || it.reason]),
    );
  });
const say = (personId: number, state: 'granted' | 'withdrawn', more: object = {}) =>
  shop.inShop((tx) =>
    recordConsents(tx, shop.shopId, [
      {
        ...{ personId, purpose: 'marketing', channel: 'any', state, at: '2026-02-01T00:00:00Z' },
        ...{ source: 'screen', evidence: { screen: 'checkout' }, recordedBy: 'user:1', ...more },
      },
    ]),
  );
const tell = (personId: number, traits: Record<string, string | boolean>, at = '2026-03-01T00:00:00Z') =>
  shop.inShop((tx) =>
    storeProfiles(tx, shop.keys, shop.shopId, [{ personId, at, traits }], {
      ...{ source: 'test', now: world.clock.now() },
    }),
  );
const flags = (customerId: number) =>
  shop.inShop(async (tx) => {
    const { keys, shopId } = shop;
    const shown = await showCustomer(tx, {
      keys,
      shopId,
      customerId,
      masking: 'masked',
      now: world.clock.now(),
    });
    return shown.ok && shown.value.flags;
  });
const barred = async () => {
  await world.platform.mirror.payOff(shop.shopId);
  const rows = await world.platform.clickhouse.query<{ person_id: number }>({
    sql: 'SELECT person_id FROM persons WHERE shop_id = {shop:UInt32} AND profiling_barred = 1 ORDER BY person_id',
    shopId: shop.shopId,
  });
  return rows.map((row) => row.person_id);
};

describe('the gate', () => {
  it('asks for a consent, of any person of the customer, and hears a withdrawal of any', async () => {
    expect(await contact()).toEqual({ 1: 'no-consent', 3: 'no-consent' });
    await say(2, 'granted');
    expect(await contact()).toEqual({ 1: true, 3: 'no-consent' });
    await say(1, 'withdrawn', { channel: 'sms', at: '2026-01-01T00:00:00Z' });
    expect(await contact('sms')).toEqual({ 1: 'withdrawn', 3: 'no-consent' });
    expect(await contact('wechat')).toEqual({ 1: true, 3: 'no-consent' });
  });

  it('takes the same said twice for one', async () => {
    expect(await say(1, 'granted')).toEqual([1]);
    expect(await say(1, 'granted')).toEqual([]);
    expect(await say(1, 'granted', { evidence: { screen: 'cart' } })).toEqual([1]);
  });

  it('hears that somebody wants no marketing', async () => {
    await say(3, 'granted');
    await tell(3, { 'no-marketing': true });
    expect(await contact()).toMatchObject({ 3: 'withdrawn' });
    await tell(3, { 'no-marketing': false }, '2026-04-01T00:00:00Z');
    expect(await contact()).toMatchObject({ 3: 'withdrawn' });
  });

  it('stops at a restriction and behind an erasure', async () => {
    await say(3, 'granted');
    const set = (it: object) =>
      shop.inShop((tx) => changeStanding(tx, shop.shopId, [{ personId: 3, ...it }]));
    expect(await set({ restrictedAt: now })).toEqual([3]);
    expect([await contact(), await profile()]).toMatchObject([{ 3: 'restricted' }, { 3: 'restricted' }]);
    expect(await set({ restrictedAt: null })).toEqual([3]);
    expect(await set({ restrictedAt: null })).toEqual([]);
    expect(await contact()).toMatchObject({ 3: true });
    await set({ erasedAt: now });
    expect(await contact()).toMatchObject({ 3: 'erased' });
  });

  it('answers for thousands at once as it does one by one', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ id: n + 1, personIds: [n + 1] }));
    await shop.inShop((tx) =>
      recordConsents(
        tx,
        shop.shopId,
        many
          .filter(({ id }) => id % 3 === 0)
          .map(({ id: personId }) => ({
            ...{ personId, purpose: 'marketing', channel: 'sms', state: 'granted' as const, at: now },
            ...{ source: 'screen', recordedBy: 'user:1' },
          })),
      ),
    );
    const ask = { shopId: shop.shopId, channel: 'sms', purpose: 'marketing', now: new Date(now) } as const;
    const answers = await shop.inShop((tx) => mayContact(tx, { ...ask, subjects: many }));
    expect(answers.size).toBe(3000);
    for (const { id } of many) expect(answers.get(id)!.allowed).toBe(id % 3 === 0);
  });
});

describe('persons under 14', () => {
  it('are flagged by their birthday, until the day after the fourteenth', async () => {
    expect(await flags(3)).toEqual({ minor: null, restricted: false, sensitive: false });
    await tell(3, { birthday: '2012-11-27' });
    expect(await flags(3)).toEqual({ minor: true, restricted: false, sensitive: true });
    await say(3, 'granted');
    expect([await contact(), await profile()]).toMatchObject([
      { 3: 'minor-without-guardian' },
      { 3: 'minor-without-guardian' },
    ]);
    await say(3, 'granted', { byGuardian: true });
    expect(await contact()).toMatchObject({ 3: true });
    for (const [instant, minor] of [
      ['2026-11-27T15:59:59Z', true],
      ['2026-11-27T16:00:00Z', false],
    ] as const) {
      world.clock.set(instant);
      await renew();
      expect((await flags(3)) as object).toMatchObject({ minor });
    }
    expect(await profile()).toMatchObject({ 3: true });
  });

  it('lose and get the flag with what is told of their birthday', async () => {
    await tell(3, { birthday: '2015-01-01' });
    await tell(3, { birthday: '1985-01-01' }, '2026-03-02T00:00:00Z');
    expect(await flags(3)).toMatchObject({ minor: false });
    await tell(2, { birthday: '2015-01-01' });
    expect(await flags(1)).toMatchObject({ minor: true });
  });

  /** What a server does when it starts and every hour. */
  async function renew(): Promise<void> {
    const stop = new AbortController();
    const running = keepMinors(world.platform, stop.signal);
    await expect
      .poll(async () => (await shop.ask('select from compliance.standings where minor')).length)
      .toBe(world.clock.now() < new Date('2026-11-27T16:00:00Z') ? 1 : 0);
    stop.abort();
    await running;
  }
});

describe('ClickHouse', () => {
  it('knows of whom no profile may be made, and when one may again', async () => {
    await shop.inShop((tx) => markMirrored(tx, shop.shopId, [1, 2, 3]));
    expect(await barred()).toEqual([]);
    const object = (state: 'granted' | 'withdrawn', at: string) =>
      say(2, state, { purpose: 'profiling', at });
    await object('withdrawn', '2026-02-01T00:00:00Z');
    await tell(3, { birthday: '2015-01-01' });
    await shop.inShop((tx) => markMirrored(tx, shop.shopId, [2]));
    expect(await barred()).toEqual([2, 3]);
    await object('granted', '2026-02-02T00:00:00Z');
    await tell(3, { birthday: '1985-01-01' }, '2026-03-02T00:00:00Z');
    await shop.inShop((tx) => markMirrored(tx, shop.shopId, [2]));
    expect(await barred()).toEqual([]);
  });
});
