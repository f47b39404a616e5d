import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { dimensionsOf, measures } from '../catalog/catalogue.ts';
import { steps } from '../facts/scope.ts';
import { day, type History, history } from '../testing/history.ts';
import { type Asked, modelMetric } from '../testing/metric-model.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askMetric } from './ask-metric.ts';

let world: World;
let both: BothTopologies;
let shopId = 1000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Every measure with every dimension it has, and with none. */
const splits = measures.flatMap((measure) =>
  [undefined, ...dimensionsOf(measure)].map((dimension) => ({ measure: measure.code, dimension })),
);

const questions = fc.array(
  fc
    .tuple(fc.constantFrom(...splits), fc.tuple(day, day), fc.constantFrom(...steps))
    .map(([split, days, by]): Asked => ({ ...split, by, from: days.sort()[0]!, to: days.sort()[1]! })),
  { minLength: 14, maxLength: 14 },
);

async function expectModel(past: History, asked: Asked): Promise<void> {
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map(async (clickhouse) =>
      orThrow(await askMetric({ clickhouse, shop, ...asked })),
    ),
  );
  const rows = one!.rows.map((row) => ({
    period: row.period,
    dimension: asked.dimension === undefined ? '' : row[asked.dimension],
    numerator: row.numerator,
    denominator: row.denominator ?? 0,
  }));
  expect(rows, JSON.stringify(asked)).toEqual(modelMetric(past, asked));
  expect(two, 'two shards answer what one node does').toEqual(one);
  for (const row of one!.rows) expect(row.value).toBe(quotient(row));
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
    { numRuns: Number(process.env.SHUKE_TEST_RUNS ?? 15) },
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
