import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { KeyFigures } from '../../../contract/key-figures.ts';
import { orThrow } from '../../../platform/errors.ts';
import { findMeasure, measures } from '../catalog/catalogue.ts';
import type { Step } from '../facts/scope.ts';
import { shopDay } from '../people/shop-day.ts';
import { day, type History, history } from '../testing/history.ts';
import { type ModelRow, modelMetric } from '../testing/metric-model.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askKeyFigures } from './ask-key-figures.ts';
import { addsUp } from './sum-days.ts';

let world: World;
let both: BothTopologies;
let past: History;
let shopId = 1;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
  past = fc
    .sample(history, { seed: 11, numRuns: 30 })
    .sort((a, b) => b.orders.length + b.refunds.length - a.orders.length - a.refunds.length)[0]!;
  await storeHistory(both.single, 1, past);
});
afterAll(() => world.close());

interface Asked {
  readonly measures: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

const codes = measures.map((it) => it.code);
const halves = [codes.slice(0, 10), codes.slice(10)];

async function ask(of: History, asked: Asked): Promise<KeyFigures> {
  const shop = { shopId, timeZone: of.timeZone, currency: 'CNY' };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map(async (clickhouse) =>
      orThrow(await askKeyFigures({ clickhouse, shop, ...asked })),
    ),
  );
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one!;
}

interface Window {
  readonly from: string;
  readonly to: string;
}

/** What a slow reader of the history answers for a measure over a window. */
function counted(of: History, measure: string, window: Window, by: Step = 'none') {
  const { kind } = findMeasure(measure)!;
  const quotient = ({ numerator, denominator }: ModelRow) =>
    kind !== 'ratio' ? numerator : denominator === 0 ? null : numerator / denominator;
  const { from, to } = window;
  return modelMetric(of, { measure, from, to, by, dimension: undefined }).map((row) => ({
    ...{ period: row.period, value: quotient(row) },
  }));
}

/** Every window and every step of every figure, as a slow reader counts it. */
function expectCounted(of: History, answer: KeyFigures, by: string): void {
  for (const { measure, unit: _, series, ...values } of answer.figures) {
    const over = (window: Window) => counted(of, measure, window)[0]!.value;
    const windows = { value: answer, previous: answer.previous, last_year: answer.last_year };
    const expected = Object.entries(windows).map(([name, window]) => [name, over(window)]);
    expect(values, measure).toEqual(Object.fromEntries(expected));
    expect(series, measure).toEqual(counted(of, measure, answer, by as Step));
  }
}

test.each([
  ['day', '2024-02-23', '2024-03-09'],
  ['week', '2024-02-29', '2024-04-08'],
  ['month', '2024-01-15', '2024-04-10'],
  ['month', '2018-01-01', '2024-12-31'],
  // Of days that have not ended buyers are counted by the engine.
  ['year', '2022-03-01', '2039-12-31'],
])('every measure by %s from %s: each window, each step, as a slow reader counts', async (by, from, to) => {
  shopId = 1;
  for (const half of halves) expectCounted(past, await ask(past, { measures: half, from, to, by }), by);
});

/**
 * Asks while some orders are not there, others have another amount, refunds have not been done and nobody is merged: what
 * is remembered of that must be no answer afterwards.
 */
async function remember(any: History, { from, to, ...asked }: Asked): Promise<void> {
  const orders = any.orders
    .filter((_, n) => n % 2 === 0)
    .map((it, n) => (n % 2 === 0 ? { ...it, paid: it.paid + 7 } : it));
  const refunds = any.refunds.map((it) => ({ ...it, state: 'asked' as typeof it.state }));
  const persons = any.persons.map((it) => ({ ...it, customerId: it.personId }));
  const before = { ...any, orders, refunds, persons };
  await storeHistory(both.single, shopId, before);
  const days = from <= to ? { from, to } : { from: to, to: from };
  expectCounted(before, await ask(before, { ...asked, ...days }), asked.by);
}

test('any measures of any history, along any days that overlap with those before', async () => {
  const asked = fc.record({
    measures: fc.subarray(codes, { minLength: 8, maxLength: 12 }),
    days: fc.tuple(day, day),
    by: fc.constantFrom('day', 'week', 'month', 'quarter', 'year', 'none'),
  });
  await fc.assert(
    fc.asyncProperty(history, asked, async (any, { measures: some, days, by }) => {
      shopId += 1;
      await remember(any, { measures: some, from: days[0], to: days[1], by });
      await storeHistory(both.single, shopId, any, 2);
      const [from, to] = days.sort() as [string, string];
      // Longer than a year: the days before and the same days last year are the same days.
      for (const first of [from, `2022${from.slice(4)}`.replace('02-29', '02-28')])
        expectCounted(any, await ask(any, { measures: some, from: first, to, by }), by);
    }),
    cases(8, 2),
  );
});

test('days before the first the engine can hold are not told, and nobody answers in their place', async () => {
  shopId = 1;
  const answer = await ask(past, { measures: halves[0]!, from: '1970-01-05', to: '2024-03-31', by: 'year' });
  for (const figure of answer.figures) {
    expect(figure.value, figure.measure).toEqual(counted(past, figure.measure, answer)[0]!.value);
    expect([figure.previous, figure.last_year], figure.measure).toEqual([null, null]);
  }
});

test('what stands in other currencies is counted, and the first and last order are those of the own', async () => {
  shopId = 1;
  const window = { from: '2024-02-25', to: '2024-03-31' };
  const answer = await ask(past, { measures: ['gmv'], by: 'day', ...window });
  const dayOf = (at: number) => shopDay(new Date(at), past);
  const isIn = (it: string) => it >= window.from && it <= window.to;
  const paid = past.orders.filter((it) => it.isPaid);
  const documents = [
    ...paid.map((it) => ({ ...it, day: dayOf(it.paidAt) })),
    ...past.refunds.filter((it) => it.state === 'done').map((it) => ({ ...it, day: dayOf(it.refundedAt) })),
    ...past.spend,
  ];
  const foreign = documents.filter((it) => it.currency === 'USD' && isIn(it.day));
  expect(foreign.length).toBeGreaterThan(0);
  expect(answer.other_currencies).toEqual([{ currency: 'USD', documents: foreign.length }]);
  const own = paid.filter((it) => it.currency === 'CNY').map((it) => dayOf(it.paidAt));
  expect([answer.orders_from, answer.orders_to]).toEqual([own.sort()[0], own.at(-1)]);
});

test('what adds up is told from what does not', () => {
  const adding = measures.filter(addsUp).map((it) => it.code);
  expect(adding).toEqual(
    expect.arrayContaining(['net-sales', 'aov', 'refund-rate', 'customers', 'new-customers']),
  );
  for (const not of ['buyers', 'repurchase-rate', 'retention-rate', 'active-customers'])
    expect(adding).not.toContain(not);
});
