import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PivotAnswer, PivotQuestion } from '../../../contract/explore.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { CurrentScore } from '../scores/current-scores.ts';
import { personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askPivot } from './ask-pivot.ts';

/** What models say, in free questions: against arithmetic over the same few people, on one node and on two shards. */

let world: World;
let both: BothTopologies;
let shopId = 3000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

const codes = ['lifetime-value', 'value-band', 'alive', 'churn-risk', 'value-at-stake', 'buys-30-days'];
type Scores = Readonly<Record<string, number | undefined>>;

/** Somebody with what each model says of them; a model may say nothing. */
const chance = fc.constantFrom(0, 0.19999, 0.2, 0.4, 0.5, 0.79999, 0.8, 1);
const money = fc.constantFrom(0, 12.4, 12.5, 99_999.6);
const someone = fc.record({
  tier: fc.constantFrom('', '金卡', '银卡'),
  isBarred: fc.constantFrom(false, false, false, true),
  /** To whom they were joined since they were scored. */
  joins: fc.constantFrom(0, 0, 0, 1),
  orders: fc.array(fc.constantFrom(100, 2500), { maxLength: 2 }),
  scores: fc.record(
    {
      ...{ 'lifetime-value': money, 'value-at-stake': money, 'value-band': fc.constantFrom(1, 2, 3) },
      ...{ alive: chance, 'churn-risk': chance, 'buys-30-days': chance },
    },
    { requiredKeys: [] },
  ),
});

interface Someone {
  readonly tier: string;
  readonly isBarred: boolean;
  readonly joins: number;
  readonly orders: readonly number[];
  readonly scores: Scores;
}

const day = '2024-03-05';
const days = { from: '2024-03-01', to: '2024-03-31' };

/** Writes the people, what counts of them, and runs that do not: of other days, and one that broke off. */
async function store(people: readonly Someone[]): Promise<readonly CurrentScore[]> {
  shopId += 1;
  const persons = people.map(({ tier, isBarred, joins }, n) =>
    personOf(n + 1, { tier, isBarred, customerId: joins > 0 ? joins : n + 1 }),
  );
  const orders = people.flatMap((one, n) => one.orders.map((paid) => ({ personId: n + 1, paid })));
  await storeHistory(both.single, shopId, smallPast(orders, { persons }));
  const row = { shop_id: shopId, model: 'tested', version: 1, low: null, high: null };
  const rows = people.flatMap(({ scores }, n) =>
    Object.entries(scores).flatMap(([score, value]) => {
      const own = { ...row, score, customer_id: n + 1 };
      const other = { ...own, value: value === 0 ? 1 : 0 };
      return [
        { ...own, as_of: day, run_id: 7, value },
        ...[6, 8].map((run_id) => ({ ...other, as_of: day, run_id })),
        { ...other, as_of: '2024-03-04', run_id: 7 },
      ];
    }),
  );
  await both.single.insert('scores', rows);
  const run = { runId: 7, asOf: day, model: 'tested', version: 1, confidence: 'low' } as const;
  return codes.map((code) => ({ ...run, code }));
}

async function ask(runs: readonly CurrentScore[], asked: Partial<PivotQuestion>): Promise<PivotAnswer> {
  const question: PivotQuestion = {
    ...{
      ...days,
      measures: ['gmv'],
      rows: [],
      columns: [],
      filters: [],
      top: [],
      totals: true,
      compare: 'none',
    },
    ...asked,
  };
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const asking = { shop, scoresAt: async () => runs };
  const one = orThrow(await askPivot({ ...asking, clickhouse: both.single }, question));
  const two = orThrow(await askPivot({ ...asking, clickhouse: both.shards }, question));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

/** A customer as the model of this test sees one: who was joined to the first is part of them. */
interface Customer {
  readonly tier: string;
  readonly paid: number;
  readonly orders: number;
  readonly scores: Scores;
}

function customersOf(people: readonly Someone[]): Customer[] {
  const own = people.map((one, n) => ({ ...one, id: one.joins > 0 ? one.joins : n + 1, n: n + 1 }));
  return [...Map.groupBy(own, ({ id }) => id)].map(([id, persons]) => {
    const isBarred = persons.some((it) => it.isBarred);
    const orders = persons.flatMap((it) => it.orders);
    // Of several persons seen at one time the one with the larger number speaks.
    const tier = persons.filter((it) => it.tier !== '').at(-1)?.tier ?? '';
    const scores = isBarred ? {} : persons.find(({ n }) => n === id)!.scores;
    return { tier, orders: orders.length, paid: orders.reduce((sum, it) => sum + it, 0), scores };
  });
}

const fifth = (value: number | undefined): string => {
  if (value === undefined) return '';
  const from = [0.8, 0.6, 0.4, 0.2, 0].find((it) => value >= it)!;
  return `${from}..${Number((from + 0.2).toFixed(1))}`;
};
const bandOf: Readonly<Record<string, (it: Scores) => string>> = {
  'value-band': (it) => (it['value-band'] === undefined ? '' : `${it['value-band']}..${it['value-band']}`),
  'alive-band': (it) => fifth(it.alive),
  'churn-band': (it) => fifth(it['churn-risk']),
  'next-purchase-band': (it) => fifth(it['buys-30-days']),
};

const sum = (values: readonly number[]): number => values.reduce((all, it) => all + it, 0);
const told = (all: readonly Customer[], code: string): number[] =>
  all.flatMap(({ scores }) => scores[code] ?? []);
const meanOf = (values: readonly number[], times = 1): number | null =>
  values.length === 0 ? null : sum(values.map((it) => Math.round(it * times))) / (values.length * times);
const isScored = ({ scores }: Customer): boolean => Object.keys(scores).some((code) => code !== 'value-band');

const expected: Readonly<Record<string, (all: readonly Customer[]) => number | null>> = {
  customers: (all) => all.length,
  buyers: (all) => all.filter(({ orders }) => orders > 0).length,
  gmv: (all) => sum(all.map(({ paid }) => paid)),
  'scored-customers': (all) => all.filter(isScored).length,
  'expected-value': (all) => sum(told(all, 'lifetime-value').map(Math.round)),
  'expected-value-each': (all) => meanOf(told(all, 'lifetime-value')),
  'value-at-stake': (all) => sum(told(all, 'value-at-stake').map(Math.round)),
  'mean-alive': (all) => meanOf(told(all, 'alive'), 1_000_000),
  'mean-churn-risk': (all) => meanOf(told(all, 'churn-risk'), 1_000_000),
  'mean-buys-30-days': (all) => meanOf(told(all, 'buys-30-days'), 1_000_000),
};

const question = fc.record({
  measures: fc.uniqueArray(fc.constantFrom(...Object.keys(expected)), { minLength: 2, maxLength: 4 }),
  rows: fc.constantFrom(...Object.keys(bandOf)),
  columns: fc.constantFrom('tier', ...Object.keys(bandOf)),
  filter: fc.constantFrom('', '0.2..0.4', '0.8..1'),
  out: fc.boolean(),
});

it('every cell by what models say, and of it, is what arithmetic over the same people says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { minLength: 1, maxLength: 7 }),
      fc.array(question, { minLength: 2, maxLength: 2 }),
      async (drawn, questions) => {
        // The first joins nobody, so that whoever joins them joins a customer.
        const people = drawn.map((one, n) => (n === 0 ? { ...one, joins: 0 } : one));
        const runs = await store(people);
        for (const { measures, rows, columns, filter, out } of questions) {
          const dimensions = [...new Set([rows, columns])];
          const filters = [{ dimension: 'alive-band', values: [filter], out }];
          const answer = await ask(runs, {
            ...{ measures, rows: [rows], columns: dimensions.slice(1), filters },
          });
          const value = (it: Customer, code: string) =>
            code === 'tier' ? it.tier : bandOf[code]!(it.scores);
          const all = customersOf(people).filter((it) => (value(it, 'alive-band') === filter) !== out);
          for (const { keys, numbers } of answer.cells) {
            const own = all.filter((it) =>
              dimensions.every((code, at) => keys[at] === null || keys[at] === value(it, code)),
            );
            const found = numbers.map((it) => it.value);
            const wanted = measures.map((code) => expected[code]!(own));
            expect(found, JSON.stringify({ keys, measures })).toEqual(wanted);
          }
          const total = answer.cells.find(({ keys }) => keys.every((it) => it === null));
          const counted = all.length;
          if (counted > 0 && measures.includes('customers'))
            expect(total, 'nobody is left out').toBeDefined();
        }
      },
    ),
    // Shrinking asks hundreds of questions: what was drawn says enough.
    { ...cases(12, 3), endOnFailure: true },
  );
}, 300_000);

it('says as of when models speak, and that nobody was scored where none does', async () => {
  const one = { tier: '', isBarred: false, joins: 0, orders: [100], scores: { alive: 0.9 } };
  const runs = await store([one]);
  const answer = await ask(runs, { rows: ['alive-band'], measures: ['gmv'] });
  expect(answer.scores).toEqual([{ model: 'value', as_of: day, version: 1, confidence: 'low' }]);
  expect(answer.labels).toContainEqual({
    ...{ dimension: 'alive-band', value: '0.8..1', label: { zh: '80%–100%', en: '80%–100%' } },
  });
  const before = await ask([], { rows: ['alive-band'], measures: ['gmv', 'mean-alive'] });
  expect(before.scores).toContainEqual({ model: 'value', as_of: null, version: null, confidence: null });
  expect(before.cells.map(({ keys, numbers }) => [keys[0], numbers[0]!.value])).toEqual([
    [null, 100],
    ['', 100],
  ]);
  expect((await ask(runs, { rows: ['tier'] })).scores, 'no model was asked about').toEqual([]);
});

it('what is of one day is refused by week and by category, and the rest is answered', async () => {
  const runs = await store([{ tier: '', isBarred: false, joins: 0, orders: [100], scores: { alive: 0.9 } }]);
  const measures = ['mean-alive', 'gmv'];
  const refused = async (rows: string[]) =>
    (await ask(runs, { rows, measures })).refused.map(({ measure, code }) => `${measure} ${code}`);
  expect(await refused(['week'])).toEqual(['mean-alive of-one-day']);
  expect(await refused(['category'])).toEqual(['mean-alive not-split-by']);
  expect(await refused(['churn-band'])).toEqual([]);
});
