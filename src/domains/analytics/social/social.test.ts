import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import type { Growth, GrowthPeople } from '../../../contract/social.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { SelectionAsk } from '../behaviour/selected-people.ts';
import { periodStarts, startOfPeriod } from '../metrics/days.ts';
import { day, type History, history, type Tie } from '../testing/history.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { SlowSocial } from '../testing/social-model.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askGrowth, selectGrowthPeople } from './ask-growth.ts';
import { readBrought, readPairs } from './read-ties.ts';
import { runSocial } from './run-social.ts';
import { showSocial } from './show-social.ts';

let world: World;
let both: BothTopologies;
let shop: TestShop;
let shopId = 8900;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
  shop = await world.shop();
});
afterAll(() => world?.close());

/** A shop of no settings: its window is 30 days. */
async function store(past: History) {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  return { shopId, timeZone: past.timeZone, currency: 'CNY' };
}

async function onBoth<T>(shop: SelectionAsk['shop'], answer: (ask: SelectionAsk) => Promise<T>): Promise<T> {
  const { platform } = world;
  const one = await answer({ shop, platform, clickhouse: both.single });
  expect(await answer({ shop, platform, clickhouse: both.shards }), 'two shards').toEqual(one);
  return one;
}

async function behind(shop: SelectionAsk['shop'], asked: GrowthPeople): Promise<number[]> {
  return onBoth(shop, async (ask) => {
    const { sql, params } = orThrow(await selectGrowthPeople(ask, asked));
    const rows = await ask.clickhouse.query<{ customer_id: number }>({
      sql: `SELECT customer_id FROM (${sql}) ORDER BY customer_id`,
      ...{ shopId: shop.shopId, params: { ...params, currency: 'CNY' } },
    });
    return rows.map((it) => it.customer_id);
  });
}

describe('against a slow reader', () => {
  it('who brought whom, and who is tied to whom', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, day, fc.integer({ min: 1, max: 30 }), async (past, asOf, windowDays) => {
        const stored = await store(past);
        const slow = new SlowSocial(past, { asOf, windowDays });
        expect(await onBoth(stored, (ask) => readBrought(ask, { asOf, windowDays }))).toEqual(slow.brought());
        const { ones, others, ties } = await onBoth(stored, (ask) => readPairs(ask, { asOf, windowDays }));
        const told = ones.map((one, n) => [`${one} ${others[n]}`, ties[n]]);
        expect(new Map(told as [string, number][])).toEqual(slow.pairs());
      }),
      cases(30, 3),
    );
  });

  it('the K-factor of every period, with the people behind it', { timeout: 300_000 }, async () => {
    const steps = fc.constantFrom<Growth['by'][]>('day', 'week', 'month');
    await fc.assert(
      fc.asyncProperty(history, fc.tuple(day, day), steps, async (past, days, by) => {
        const [from, to] = days.sort() as [string, string];
        const stored = await store(past);
        const slow = new SlowSocial(past, { asOf: to, windowDays: 30 });
        const told = await onBoth(stored, async (ask) => orThrow(await askGrowth(ask, { from, to, by })));
        const [invited, came, active] = [slow.invitations(from), slow.newcomers(from), slow.active(from)];
        const expected = (isIn: (day: string) => boolean) => {
          const invitations = invited.filter((it) => isIn(it.day));
          const newcomers = came.filter((it) => isIn(it.day)).length;
          const customers = new Set(active.filter((it) => isIn(it.day)).map((it) => it.customer)).size;
          return {
            ...{ customers, invitations: invitations.length, newcomers },
            inviters: new Set(invitations.map((it) => it.inviter)).size,
            k: customers === 0 ? null : newcomers / customers,
          };
        };
        expect(told.whole).toMatchObject(expected(() => true));
        expect(told.periods.map((it) => it.period)).toEqual(periodStarts(from, to, by));
        for (const it of told.periods)
          expect(it).toMatchObject(expected((at) => startOfPeriod(at, by, from) === it.period));
        const sorted = (all: readonly number[]) => [...new Set(all)].sort((a, b) => a - b);
        expect(await behind(stored, { from, to, side: 'newcomers' })).toEqual(
          sorted(came.map((it) => it.newcomer)),
        );
        expect(await behind(stored, { from, to, side: 'inviters' })).toEqual(
          sorted(invited.map((it) => it.inviter)),
        );
      }),
      cases(30, 3),
    );
  });
});

describe('a run', () => {
  /** Two rings of friends; 11 brought 12, 12 brought 13; 14 follows a tie of their own; 21 objected. */
  const tie = (personId: number, tieNo: string, tieRole: string, at = '2024-03-01'): Tie => ({
    ...{ personId, tieNo, tieRole, seenAt: noon(at) },
  });
  const past = smallPast(
    [
      { personId: 11, paid: 5000 },
      { personId: 12, paid: 700, paidAt: noon('2024-03-02'), tieNo: 'a', tieRole: 'receiver' },
      { personId: 13, paid: 900, paidAt: noon('2024-05-20') },
    ],
    {
      persons: [11, 12, 13, 14, 21, 22, 31, 32, 33]
        .map((it) => personOf(it))
        .concat(personOf(15, { customerId: 11 })),
      ties: [
        ...[
          tie(15, 'a', 'sharer'),
          tie(12, 'b', 'referrer', '2024-03-03'),
          tie(13, 'b', 'referred', '2024-03-04'),
          tie(13, 'a', 'receiver', '2024-03-05'),
        ],
        ...[
          tie(14, 'c', 'sharer'),
          tie(14, 'c', 'receiver'),
          tie(14, 'd', 'sharer'),
          tie(11, 'd', 'receiver', '2024-03-10'),
        ],
        ...[tie(21, 'e', 'sharer'), tie(22, 'e', 'receiver')],
        ...[tie(31, 'f', 'leader'), tie(32, 'f', 'member'), tie(33, 'f', 'member')],
        ...[tie(32, 'g', 'leader'), tie(33, 'g', 'member', '2024-03-09')],
      ],
    },
  );

  it('keeps influence and communities as scores, of nobody who objected; an undone tie is gone', async () => {
    await storeHistory(both.single, shop.shopId, past);
    await both.single.insert('persons', [
      {
        shop_id: shop.shopId,
        person_id: 21,
        profiling_barred: 1,
        version: 9,
        first_seen_at: 0,
        last_seen_at: 0,
      },
    ]);
    const task = { platform: world.platform, shop };
    orThrow(await runSocial(task, { refit: true, asOf: '2024-06-01', by: 'test' }));
    const told = await onBoth(shop, async (ask) => orThrow(await showSocial(ask)));
    expect(told).toMatchObject({
      // 11, with 15 one customer, had bought when they came by the share of 14: not brought.
      ...{ tied: 7, pairs: 7, bringers: 4, brought: 4, won: 1, value: 1600, window_days: 30 },
      largest: [
        { community: 11, customers: 4, net_sales: 6600 },
        { community: 31, customers: 3, net_sales: 0 },
      ],
      most: [
        { customer: 11, reach: 2, conversions: 1, value: 1600 },
        { customer: 12, reach: 1, conversions: 0, value: 900 },
        { customer: 31, reach: 2, conversions: 0, value: 0 },
      ],
      // 12 by a share, 13 by a referral a day before the share, 32 and 33 by a group buy.
      by_kind: [
        { kind: 'group-buy', brought: 2, won: 0, value: 0 },
        { kind: 'share', brought: 1, won: 1, value: 700 },
        { kind: 'referral', brought: 1, won: 0, value: 900 },
      ],
      ...{ communities: 2, run: { confidence: 'low' } },
    });
    const [gone] = await both.single.query<{ tie_id: string }>({
      sql: "SELECT tie_id FROM ties WHERE shop_id = {shop:UInt32} AND tie_no = 'b' AND tie_role = 'referred'",
      shopId: shop.shopId,
    });
    await both.single.insert('ties', [
      { ...gone, shop_id: shop.shopId, person_id: 13, version: 2, is_deleted: 1 },
    ]);
    orThrow(await runSocial(task, { refit: true, asOf: '2024-06-01', by: 'test' }));
    const after = await onBoth(shop, async (ask) => orThrow(await showSocial(ask)));
    // 13 came by the share of 11 a day later, and bought too late.
    expect(after.most[0]).toEqual({ customer: 11, reach: 2, conversions: 1, value: 1600 });
    expect(after.most.map((it) => it.customer)).toEqual([11, 31]);
  });

  it('a tie told with an order began when the order did, however late its source spoke of it', async () => {
    const by = (personId: number, tieRole: string, at: string) => ({
      ...{ personId, tieNo: 'h', tieRole, paidAt: noon(at) },
    });
    const told = smallPast([by(1, 'leader', '2024-03-01'), by(2, 'member', '2024-03-02')], {
      persons: [personOf(1), personOf(2)],
    });
    const stored = await store(told);
    const rows = await both.single.query<object>({
      sql: 'SELECT * FROM ties WHERE shop_id = {shop:UInt32}',
      shopId: stored.shopId,
    });
    await both.single.insert(
      'ties',
      rows.map((it) => ({ ...it, seen_at: '2024-03-20 04:00:00.000' })),
    );
    const brought = await onBoth(stored, (ask) => readBrought(ask, { asOf: '2024-04-01', windowDays: 30 }));
    expect(brought).toMatchObject([{ customer: 2, bringer: 1, isNew: true, isWon: true }]);
    const growth = await onBoth(stored, async (ask) =>
      orThrow(await askGrowth(ask, { from: '2024-03-01', to: '2024-03-31', by: 'month' })),
    );
    expect(growth.whole).toMatchObject({ invitations: 1, newcomers: 1, customers: 2, k: 0.5 });
  });

  it('says what cannot be asked, and where nothing is known yet', async () => {
    const { platform } = world;
    const ask = { platform, clickhouse: both.single, shop: { ...shop, shopId: shop.shopId + 77 } };
    expect(await askGrowth(ask, { from: '2024-02-30', to: 'x' })).toMatchObject({
      problem: { issues: [{ field: 'from' }, { field: 'to' }] },
    });
    expect(await showSocial(ask)).toMatchObject({ problem: { code: 'not-scored-yet' } });
  });
});
