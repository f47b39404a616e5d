import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { Asking } from '../metrics/question.ts';
import { day, type History, history } from '../testing/history.ts';
import { Past } from '../testing/past.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askPatterns, askSpending } from './ask-purchases.ts';
import { fitValue } from './fit-value.ts';
import { readMargin } from './read-margin.ts';
import { settingsOf } from './value-settings.ts';

let world: World;
let both: BothTopologies;
let shopId = 7000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function ask<T>(past: History, question: (asking: Asking) => Promise<T>): Promise<T> {
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const [one, two] = [
    await question({ clickhouse: both.single, shop }),
    await question({ clickhouse: both.shards, shop }),
  ];
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

const store = async (past: History) => {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
};

const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

/** Every customer, one after the other, from the definitions. */
function customersOf(past: Past, calibration: string, until: string) {
  return past.customers.flatMap((customer) => {
    const orders = past.paidOrders.filter((it) => it.customer === customer && it.day <= until);
    const days = [...new Set(orders.map((it) => it.day))].sort();
    const early = days.filter((it) => it <= calibration);
    if (early.length === 0) return [];
    const paidOn = (wanted: (day: string) => boolean) =>
      orders.filter((it) => wanted(it.day)).reduce((sum, it) => sum + it.paid, 0);
    return [
      {
        ...{
          x: early.length - 1,
          tx: daysBetween(early[0]!, early.at(-1)!),
          t: daysBetween(early[0]!, calibration),
        },
        ...{ later: days.length - early.length, later_minor: String(paidOn((it) => it > calibration)) },
        repeat_minor: String(paidOn((it) => it > early[0]! && it <= calibration)),
      },
    ];
  });
}

/** Columns of patterns as one text a customer, sorted. */
function spread(
  columns: Readonly<Record<string, readonly (number | string)[]>>,
  names: readonly string[],
): string[] {
  return columns
    .customers!.flatMap((count, n) =>
      Array.from({ length: Number(count) }, () => names.map((it) => columns[it]![n]).join(' ')),
    )
    .sort();
}

it('patterns are those of counting every customer by hand', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, day, day, async (past, one, other) => {
      await store(past);
      const [calibration, until] = [one, other].sort() as [string, string];
      const window = { calibration, until };
      const all = customersOf(new Past(past), calibration, until);
      const counts = await ask(past, (it) => askPatterns(it, window));
      const names = ['x', 'tx', 't', 'later'] as const;
      expect(spread({ ...counts }, names)).toEqual(
        all.map((it) => names.map((name) => it[name]).join(' ')).sort(),
      );
      const spending = await ask(past, (it) => askSpending(it, window));
      const spent = ['x', 'repeat_minor', 'later', 'later_minor'] as const;
      const returned = all.filter((it) => it.x > 0 && Number(it.repeat_minor) > 0);
      expect(spread({ ...spending }, spent)).toEqual(
        returned.map((it) => spent.map((name) => it[name]).join(' ')).sort(),
      );
    }),
    cases(15, 3),
  );
});

it('several purchases of a shop day are one, one of nothing counts, a joined customer is one', async () => {
  const at = (text: string) => Date.parse(text);
  const past = smallPast(
    [
      // 23:30 and 00:30 in Shanghai are two days, and one in UTC.
      { paidAt: at('2024-03-01T15:30:00Z'), paid: 1000 },
      { paidAt: at('2024-03-01T16:30:00Z'), paid: 700 },
      { paidAt: noon('2024-03-02'), paid: 300 },
      { paidAt: noon('2024-03-16'), paid: 0, personId: 2 },
      { paidAt: noon('2024-03-20'), paid: 500 },
    ],
    { persons: [personOf(1), personOf(2, { customerId: 1 })] },
  );
  await store(past);
  const window = { calibration: '2024-03-16', until: '2024-03-31' };
  expect(await ask(past, (it) => askPatterns(it, window))).toEqual({
    x: [2],
    tx: [15],
    t: [15],
    customers: [1],
    later: [1],
  });
  expect(await ask(past, (it) => askSpending(it, window))).toMatchObject({
    repeat_minor: ['1000'],
    later_minor: ['500'],
  });
});

it('few data are fitted with low confidence, and none are refused in words', async () => {
  const past = smallPast([{}, { paidAt: noon('2024-03-09') }, { personId: 2, paidAt: noon('2024-03-05') }]);
  await store(past);
  const fitted = (model: string, asOf: string) => ask(past, (it) => fitValue({ ...it, model, asOf }));
  expect(orThrow(await fitted('bg-nbd', '2024-04-30'))).toMatchObject({
    customers: 2,
    repeaters: 1,
    confidence: 'low',
  });
  expect(orThrow(await fitted('gamma-gamma', '2024-04-30'))).toMatchObject({
    customers: 1,
    confidence: 'low',
  });
  expect(await fitted('bg-nbd', '2024-02-01')).toMatchObject({
    ok: false,
    problem: { code: 'no-purchases' },
  });
  expect(await fitted('gamma-gamma', '2024-03-05')).toMatchObject({ problem: { code: 'no-repeats' } });
  // Every number of an answer is one: JSON would make null of infinity, and null means that nothing was divided.
  for (const model of ['bg-nbd', 'pareto-nbd', 'mbg-nbd', 'gamma-gamma']) {
    const { parameters, log_likelihood: log } = orThrow(await fitted(model, '2024-04-30'));
    expect([...Object.values(parameters), log].filter((it) => !Number.isFinite(it))).toEqual([]);
  }
  const wrong = await ask(past, (it) =>
    fitValue({ ...it, model: 'x', asOf: '2024-02-30', calibrationEnd: '2025-01-01' }),
  );
  expect(wrong).toMatchObject({
    problem: { issues: [{ field: 'model' }, { field: 'as_of' }, { code: 'calibration-after-as-of' }] },
  });
});

it('margin is sales, a rate the shop says, or what lines whose cost is known kept', async () => {
  const line = (amount: number, cost: number | null) => ({ productId: 1, amount, discount: 0, cost });
  const past = smallPast([
    { lines: [line(1000, 700), line(500, null)] },
    { paidAt: noon('2024-03-20'), lines: [line(3000, 1500)] },
    { paidAt: noon('2024-03-21'), lines: [line(4000, 0)] },
    { isPaid: false, lines: [line(900, 0)] },
    { currency: 'USD', lines: [line(900, 0)] },
  ]);
  await store(past);
  const margin = (settings: object, asOf: string) =>
    ask(past, (asking) => readMargin({ asking, settings: settingsOf(settings), asOf }));
  expect(await margin({ margin: 'cost' }, '2024-03-20')).toBeCloseTo(1 - 2200 / 4000, 12);
  expect(await margin({ margin: 'cost' }, '2024-02-01')).toBe(1);
  expect(await margin({ margin: 'rate', margin_rate: 0.35 }, '2024-03-20')).toBe(0.35);
  expect(await margin({}, '2024-03-20')).toBe(1);
  await store(smallPast([{ lines: [line(1000, 1700)] }]));
  expect(await margin({ margin: 'cost' }, '2024-03-20')).toBe(0);
});
