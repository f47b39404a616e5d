import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import type { PivotAnswer, PivotQuestion } from '../../../contract/explore.ts';
import { mostCells, otherValue } from '../../../contract/explore-words.ts';
import { orThrow } from '../../../platform/errors.ts';
import { measures } from '../catalog/catalogue.ts';
import { dimensions } from '../catalog/dimensions.ts';
import { askMetric } from '../metrics/ask-metric.ts';
import { askRfm } from '../rfm/ask-rfm.ts';
import type { CurrentScore } from '../scores/current-scores.ts';
import { day, type History, history } from '../testing/history.ts';
import { SlowPivot, slowMeasures } from '../testing/slow-pivot.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askPivot } from './ask-pivot.ts';
import { groupingsOf } from './groupings.ts';

let world: World;
let both: BothTopologies;
let shopId = 2000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function store(past: History): Promise<void> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
}

const plain = { rows: [], columns: [], filters: [], top: [], totals: true, compare: 'none' } as const;

/** Runs of models, as PostgreSQL would say. */
const runs: readonly CurrentScore[] = [];
const scoresAt = async () => runs;

/** The answer of both topologies, which must be one. */
async function ask(past: History, asked: Partial<PivotQuestion>): Promise<PivotAnswer> {
  const question = { ...plain, ...asked } as PivotQuestion;
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const one = orThrow(await askPivot({ clickhouse: both.single, shop, scoresAt }, question));
  const two = orThrow(await askPivot({ clickhouse: both.shards, shop, scoresAt }, question));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

const cross = ['channel', 'province', 'category', 'product', 'tier', 'first-touch', 'new-returning'];
const values = ['', 'pinduoduo', '浙江', '家居', '母婴', '2', '金卡', 'douyin', 'new', 'returning'];

const questions = fc
  .record({
    days: fc.tuple(day, day).map((it) => it.sort()),
    measures: fc.uniqueArray(fc.constantFrom(...slowMeasures), { minLength: 2, maxLength: 6 }),
    dimensions: fc.uniqueArray(fc.constantFrom('week', ...cross), { maxLength: 3 }),
    onRows: fc.integer({ min: 0, max: 3 }),
    filters: fc.uniqueArray(
      fc.record({
        dimension: fc.constantFrom(...cross),
        values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 2, maxLength: 5 }),
        out: fc.boolean(),
      }),
      { maxLength: 2, selector: ({ dimension }) => dimension },
    ),
    top: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ days, measures: codes, dimensions: all, onRows, filters, top }): PivotQuestion => {
    const folded = all.filter((it) => it !== 'week').slice(0, top === 0 ? 0 : 1);
    return {
      ...plain,
      ...{ from: days[0]!, to: days[1]!, measures: codes, filters },
      ...{ rows: all.slice(0, onRows), columns: all.slice(onRows) },
      top: folded.map((dimension) => ({ dimension, count: top })),
    };
  });

/** The greatest values of a dimension by the first measure, worked out slowly. */
function keptOf(slow: SlowPivot, { top, measures: [first] }: PivotQuestion): Map<string, string[]> {
  const isRatio = ['aov', 'repurchase-rate'].includes(first!);
  const size = ([n, d]: [number, number]) => (!isRatio ? n : d === 0 ? -Infinity : n / d);
  return new Map(
    top.map(({ dimension, count }) => {
      const all = [...slow.table([dimension], new Map())].map(([key, sums]) => ({
        ...{ value: (JSON.parse(key) as string[])[0]!, size: size(sums[0]!) },
      }));
      all.sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1));
      return [dimension, all.slice(0, count).map(({ value }) => value)];
    }),
  );
}

const isNothing = (sums: readonly (readonly number[])[]) => sums.flat().every((it) => it === 0);

it('every cell, subtotal and total is what a slow reader of any history counts', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.array(questions, { minLength: 5, maxLength: 5 }), async (past, asked) => {
      await store(past);
      for (const question of asked) {
        const answer = await ask(past, question);
        expect(answer.refused).toEqual([]);
        const slow = new SlowPivot(past, question);
        const kept = keptOf(slow, question);
        for (const grouping of groupingsOf(question)) {
          const own = grouping.map((at) => answer.dimensions[at]!);
          const wanted = [...slow.table(own, kept)].filter(([, sums]) => !isNothing(sums));
          const found = answer.cells
            .filter(({ keys }) => keys.every((key, at) => (key !== null) === grouping.includes(at)))
            .map(
              ({ keys, numbers }) =>
                [
                  JSON.stringify(keys.filter((key) => key !== null)),
                  numbers.map(({ numerator, denominator }) => [numerator, denominator ?? 0]),
                ] as const,
            )
            .filter(([, sums]) => !isNothing(sums));
          expect(Object.fromEntries(found), JSON.stringify({ question, own })).toEqual(
            Object.fromEntries(wanted),
          );
        }
      }
    }),
    cases(6, 2),
  );
}, 300_000);

/** The fullest of some histories. */
const fullPast = (): History =>
  fc
    .sample(history, { seed: 11, numRuns: 30 })
    .sort((a, b) => b.orders.length + b.refunds.length - a.orders.length - a.refunds.length)[0]!;

/** Measures in fours of questions, so that each is asked with some dimension. */
const asked = [0, 5, 10, 14].map((at) => measures.slice(at, at + 5).map(({ code }) => code));

it('answers every measure, by dimension and week, as /metrics does, and compares with what it says of the days before', async () => {
  const past = fullPast();
  await store(past);
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const days = { from: '2024-03-18', to: '2024-04-08' };
  const earlier = { from: '2024-02-19', to: '2024-03-11' };
  for (const [at, { code: dimension }] of dimensions.entries()) {
    const cut = { measures: asked[at % 4]!, rows: [dimension], columns: ['week'] };
    const answer = await ask(past, { ...cut, ...days, totals: false, compare: 'previous' });
    expect(answer.before).toEqual(earlier);
    for (const [n, measure] of answer.measures.entries()) {
      const told = async (range: typeof days) => {
        const metric = { clickhouse: both.single, shop, ...range, measure, dimension, by: 'week' };
        return orThrow(await askMetric(metric)).rows;
      };
      const place = (name: string, range: string[]) => answer.periods[range.indexOf(name)]!;
      const rows = (await told(days)).filter(({ value }) => value !== null && value !== 0);
      const now = answer.cells.map(({ keys, numbers }) => [keys.join(' '), numbers[n]!.value]);
      expect(Object.fromEntries(now.filter(([, value]) => value)), `${measure} by ${dimension}`).toEqual(
        Object.fromEntries(rows.map((row) => [`${row[dimension]} ${row.period}`, row.value])),
      );
      const old = await told(earlier);
      const names = [...new Set(old.map(({ period }) => period))];
      const before = answer.cells.map(({ keys, numbers }) => [keys.join(' '), numbers[n]!.before]);
      expect(Object.fromEntries(before.filter(([, value]) => value)), `${measure} before`).toEqual(
        Object.fromEntries(
          old
            .filter(({ value }) => value)
            .map((row) => [`${row[dimension]} ${place(row.period, names)}`, row.value]),
        ),
      );
    }
  }
}, 300_000);

it('groups customers as RFM does', async () => {
  const past = fullPast();
  await store(past);
  const days = { from: '2024-03-20', to: '2024-04-10' };
  const answer = await ask(past, { ...days, measures: ['customers', 'gmv'], rows: ['rfm-group'] });
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const rfm = orThrow(await askRfm({ clickhouse: both.single, shop, asOf: days.to }));
  const groups = answer.cells.filter(({ keys }) => keys[0]).map((it) => [it.keys[0], it.numbers[0]!.value]);
  expect(groups.length).toBeGreaterThan(1);
  expect(Object.fromEntries(groups)).toEqual(
    Object.fromEntries(rfm.groups.filter((it) => it.customers > 0).map((it) => [it.code, it.customers])),
  );
});

it('refuses what would be wrong, by name, and answers the rest', async () => {
  const past = smallPast([{ personId: 1, paidAt: noon('2024-03-02') }], { persons: [personOf(1)] });
  await store(past);
  const march = { from: '2024-03-01', to: '2024-03-31' };
  const refused = async (asked: Partial<PivotQuestion>) =>
    (await ask(past, { ...march, ...asked })).refused.map(({ measure, code }) => `${measure} ${code}`);
  const both2 = { measures: ['paid-orders', 'net-sales', 'customers', 'cac'] };
  expect(await refused({ ...both2, rows: ['city'] })).toEqual([
    'net-sales not-split-by',
    'customers not-split-by',
  ]);
  expect(await refused({ ...both2, rows: ['category'], columns: ['tier'] })).toEqual([
    'customers only-alone',
    'cac one-at-a-time',
  ]);
  expect(await refused({ measures: ['gmv'], rows: ['city', 'product'] })).toEqual(['gmv not-together']);
  const answer = await ask(past, { ...march, measures: ['gmv', 'net-sales'], rows: ['city'] });
  expect(answer.measures).toEqual(['gmv']);
  expect(answer.cells.map(({ keys, numbers }) => [keys[0], numbers[0]!.value])).toEqual([
    [null, 1000],
    ['', 1000],
  ]);
});

it('is refused whole where it has too many cells, and never cut', async () => {
  const places = Array.from({ length: mostCells + 1 }, (_, n) => ({ province: `p${n}` }));
  await store(smallPast(places, { persons: [personOf(1)] }));
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const march = { from: '2024-03-01', to: '2024-03-31', measures: ['gmv'] };
  const question: PivotQuestion = {
    ...{ ...march, rows: ['province'], columns: [], filters: [], top: [], totals: true, compare: 'none' },
  };
  const answer = await askPivot({ clickhouse: both.single, shop, scoresAt }, question);
  expect(answer).toMatchObject({ problem: { code: 'too-many-cells' } });
  // What the problem advises helps: the values are ranked where they lie.
  const top = [{ dimension: 'province', count: 1 }];
  const { cells } = await ask(smallPast([]), { ...march, rows: ['province'], top, totals: false });
  expect(cells.map(({ keys, numbers }) => [keys[0], numbers[0]!.value]).sort()).toEqual([
    [otherValue, mostCells * 1000],
    ['p0', 1000],
  ]);
});

it('says everything that is wrong with a question', async () => {
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const question: PivotQuestion = {
    ...{ from: '2024-02-30', to: '2024-03-01', measures: ['gmv', 'nothing'], rows: ['day', 'month', 'fur'] },
    ...{ columns: ['tier', 'tier'], filters: [{ dimension: 'day', values: ['x'], out: false }] },
    ...{ top: [{ dimension: 'day', count: 3 }], totals: true, compare: 'none' },
  };
  const result = await askPivot({ clickhouse: both.single, shop, scoresAt }, question);
  const codes = result.ok ? [] : result.problem.issues!.map(({ code }) => code);
  expect(codes).toEqual([
    ...['not-a-day', 'no-such-measure', 'no-such-dimension', 'too-many-dimensions', 'dimension-twice'],
    ...['time-twice', 'no-such-dimension', 'top-of-what'],
  ]);
});
