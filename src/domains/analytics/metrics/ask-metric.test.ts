import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openTracking, track } from '../../../../test/tracking.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { measures } from '../catalog/catalogue.ts';
import { dimensions } from '../catalog/dimensions.ts';
import { steps } from '../facts/scope.ts';
import { day, type History, history } from '../testing/history.ts';
import { type Asked, modelMetric } from '../testing/metric-model.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askMetric, askRemembered, askRows } from './ask-metric.ts';
import { periodName } from './days.ts';

let world: World;
let both: BothTopologies;
let shopId = 1000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Every measure with every dimension, and with none. */
const splits = measures.flatMap((measure) =>
  [undefined, ...dimensions.map(({ code }) => code)].map((dimension) => ({
    measure: measure.code,
    dimension,
  })),
);

const questions = fc.array(
  fc
    .tuple(fc.constantFrom(...splits), fc.tuple(day, day), fc.constantFrom(...steps))
    .map(([split, days, by]): Asked => ({ ...split, by, from: days.sort()[0]!, to: days.sort()[1]! })),
  { minLength: 14, maxLength: 14 },
);

/** The rows alone, as `askMetric` answers them: what it says of other currencies beside is another question, and test. */
async function expectModel(past: History, asked: Asked): Promise<void> {
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map(async (clickhouse) =>
      orThrow(await askRows({ clickhouse, shop, ...asked })),
    ),
  );
  const rows = one!.map(({ period, dimension, numerator, denominator }) => ({
    ...{ period: periodName(period, asked.by, asked.to), dimension },
    ...{ numerator, denominator: denominator ?? 0 },
  }));
  expect(rows, JSON.stringify(asked)).toEqual(modelMetric(past, asked));
  expect(two, 'two shards answer what one node does').toEqual(one);
  const until = asked.to > '2024-12-31' ? asked.to : '2024-12-31';
  const marked = { clickhouse: both.single, shop, ...asked, mark: 'the only one', until };
  expect(orThrow(await askRemembered(marked)), 'days that were counted for all ranges').toEqual(one);
  for (const row of one!) expect(row.value).toBe(quotient(row));
}

const quotient = ({ numerator, denominator }: { numerator: number; denominator: number | null }) =>
  denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;

it('every measure, split by any of its dimensions, answers what a slow reader of any history counts', async () => {
  await fc.assert(
    fc.asyncProperty(history, questions, async (past, asked) => {
      shopId += 1;
      await storeHistory(both.single, shopId, past);
      for (const one of asked) await expectModel(past, one);
    }),
    cases(8, 2),
  );
}, 300_000);

const openQuestions = fc.array(
  fc
    .tuple(
      fc.constantFrom('net-sales', 'aov', 'refunds'),
      fc.tuple(day, day),
      fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    )
    .map(([measure, days, by]) => {
      const [from, to] = days.sort() as [string, string];
      return { measure, by, from, to, dimension: 'new-returning' };
    }),
  { minLength: 8, maxLength: 8 },
);

it('who is new in any day, week or month is told from days counted once, as each range by itself would count it', async () => {
  await fc.assert(
    fc.asyncProperty(history, openQuestions, async (past, asked) => {
      shopId += 1;
      await storeHistory(both.single, shopId, past);
      const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
      for (const one of asked) {
        const question = { clickhouse: both.single, shop, ...one };
        const own = orThrow(await askRows(question));
        const kept = await askRemembered({ ...question, mark: 'the only one', until: '2025-03-01' });
        expect(orThrow(kept), JSON.stringify(one)).toEqual(own);
      }
    }),
    cases(12, 3),
  );
}, 300_000);

it('every measure with every dimension answers alike on one full history', async () => {
  const [past] = fc
    .sample(fc.tuple(history), { seed: 11, numRuns: 30 })
    .sort(([a], [b]) => b.orders.length + b.refunds.length - a.orders.length - a.refunds.length)[0]!;
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  for (const split of splits)
    await expectModel(past, { ...split, by: 'week', from: '2024-02-23', to: '2024-04-08' });
}, 300_000);

const march = { from: '2024-03-01', to: '2024-03-31' };

/** Numerator and denominator of a measure over March. */
async function inMarch(past: History, measure: string): Promise<(number | null)[]> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  const asked: Asked = { ...march, measure, by: 'none', dimension: undefined };
  await expectModel(past, asked);
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const { rows } = orThrow(await askMetric({ clickhouse: both.single, shop, ...asked }));
  return [rows[0]!.numerator, rows[0]!.denominator];
}

it('whoever leads a group buy recommends to the others in it, not to their own other self', async () => {
  const persons = [personOf(1), personOf(2, { customerId: 1 }), personOf(3)];
  const leader = { personId: 1, tieNo: 'g1', tieRole: 'leader' };
  const alone = smallPast([leader, { personId: 2, tieNo: 'g1', tieRole: 'member' }], { persons });
  expect(await inMarch(alone, 'recommendation-rate')).toEqual([0, 1]);
  const joined = smallPast([leader, { personId: 3, tieNo: 'g1', tieRole: 'member' }], { persons });
  expect(await inMarch(joined, 'recommendation-rate')).toEqual([1, 2]);
  const guest = smallPast([leader, { personId: 0, tieNo: 'g1', tieRole: 'member' }], { persons });
  expect(await inMarch(guest, 'recommendation-rate')).toEqual([0, 1]);
});

it('a share or an invitation that is no order recommends to whoever orders by it, not to whoever only looks', async () => {
  const { app, client, shopId: live } = await openTracking(world, 'ties');
  const said = (userId: string, event: string, properties: object) => track(event, { userId, properties });
  const order = (userId: string, more: object) =>
    said(userId, 'Order Completed', { order_id: `O-${userId}`, total: 10, ...more });
  const rate = async () => {
    await world.platform.mirror.settle(live);
    const shop = { shopId: live, timeZone: 'Asia/Shanghai', currency: 'CNY' };
    const asked = {
      measure: 'recommendation-rate',
      from: '2026-01-15',
      to: '2026-01-15',
      by: 'none',
    } as const;
    const [one, two] = await Promise.all(
      [both.single, both.shards].map(async (clickhouse) =>
        orThrow(await askMetric({ clickhouse, shop, ...asked })),
      ),
    );
    expect(two!.rows).toEqual(one!.rows);
    return [one!.rows[0]!.numerator, one!.rows[0]!.denominator];
  };
  await client.batch([
    said('sharer', 'Product Shared', { share_id: 'S1' }),
    said('inviter', 'Invite Sent', { referral_id: 'S1' }),
    said('looker', 'Product Viewed', { share_id: 'S1', product_id: 'P1' }),
  ]);
  expect(await rate()).toEqual([0, 0]);
  await client.batch([order('friend', { share_id: 'S1' })]);
  expect(await rate()).toEqual([1, 1]);
  await client.batch([order('invited', { referral_id: 'S1' }), order('sharer', { share_id: 'S1' })]);
  expect(await rate()).toEqual([2, 3]);
  await client.batch([
    order('leader', { group_buy_id: 'G1', group_buy_role: 'leader' }),
    order('member', { group_buy_id: 'G1' }),
  ]);
  expect(await rate()).toEqual([3, 5]);
  await app.close();
});

it('two orders of merged persons are a repurchase, and one retained customer', async () => {
  const persons = [personOf(1), personOf(2, { customerId: 1 })];
  const orders = [
    { personId: 1, paidAt: noon('2024-02-29') },
    { personId: 1 },
    { personId: 2 },
    { personId: 0 },
  ];
  expect(await inMarch(smallPast(orders, { persons }), 'repurchase-rate')).toEqual([1, 1]);
  expect(await inMarch(smallPast(orders, { persons }), 'retention-rate')).toEqual([1, 1]);
  expect(await inMarch(smallPast(orders, { persons }), 'orders-per-buyer')).toEqual([2, 1]);
  expect(await inMarch(smallPast(orders, { persons }), 'paid-orders')).toEqual([3, null]);
});

it('cross-sell counts what came with or after another category, and not what came first', async () => {
  const products = [
    { productId: 1, canonicalId: 1, category: '家居' },
    { productId: 2, canonicalId: 2, category: '母婴' },
    { productId: 3, canonicalId: 1, category: '家居' },
  ];
  const line = (productId: number) => ({ productId, amount: 500, discount: 0 });
  const rest = { products, persons: [personOf(1)] };
  const later = { paidAt: noon('2024-03-09') };
  const after = smallPast([{ lines: [line(1)] }, { ...later, lines: [line(2), line(1), line(3)] }], rest);
  expect(await inMarch(after, 'cross-sell-revenue')).toEqual([500, null]);
  const together = smallPast([{ lines: [line(1), line(2)] }], rest);
  expect(await inMarch(together, 'cross-sell-revenue')).toEqual([1000, null]);
});

/** Customers at the end of March by one dimension, value -> count. */
async function customersBy(past: History, dimension: 'channel' | 'province'): Promise<object> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  const asked: Asked = { ...march, measure: 'customers', by: 'none', dimension };
  await expectModel(past, asked);
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const { rows } = orThrow(await askMetric({ clickhouse: both.single, shop, ...asked }));
  return Object.fromEntries(rows.map((row) => [row[dimension], row.numerator]));
}

it('a customer nobody told the province of is where their last order with one went', async () => {
  const persons = [
    personOf(1),
    personOf(2, { customerId: 1 }),
    personOf(3, { province: '上海' }),
    personOf(4),
  ];
  const orders = [
    { personId: 1, province: '浙江', isPaid: false, paidAt: noon('2024-03-05') },
    { personId: 2, province: '广东', paidAt: noon('2024-03-04') },
    { personId: 2, paidAt: noon('2024-03-06') },
    { personId: 3, province: '浙江' },
  ];
  expect(await customersBy(smallPast(orders, { persons }), 'province')).toEqual({ 浙江: 1, 上海: 1, '': 1 });
});

it('a customer nothing touched came in by their first order, else their first event', async () => {
  const persons = [
    personOf(1, { touchedAt: noon('2024-03-08'), touchChannel: 'wechat' }),
    personOf(2),
    personOf(3, { touchedAt: noon('2024-03-01') }),
    personOf(4),
  ];
  const orders = [
    { personId: 1, channel: 'taobao' },
    { personId: 2, channel: 'pinduoduo', paidAt: noon('2024-03-02') },
    { personId: 2, channel: 'taobao', isPaid: false },
  ];
  const seen = { category: '', productId: 0, time: 0, correctedTime: 0, channel: 'web' };
  const events = [
    { ...seen, personId: 2 },
    { ...seen, personId: 3 },
  ];
  const past = smallPast(orders, { persons, events });
  expect(await customersBy(past, 'channel')).toEqual({ wechat: 1, taobao: 1, web: 1, '': 1 });
});
