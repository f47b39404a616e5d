import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { measures } from '../catalog/catalogue.ts';
import { type History, history } from '../testing/history.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askKeyFigures } from './ask-key-figures.ts';
import { askMetric } from './ask-metric.ts';
import { addsUp } from './sum-days.ts';

let world: World;
let both: BothTopologies;
let past: History;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
  past = fc
    .sample(history, { seed: 11, numRuns: 30 })
    .sort((a, b) => b.orders.length + b.refunds.length - a.orders.length - a.refunds.length)[0]!;
  await storeHistory(both.single, 1, past);
});
afterAll(() => world.close());

const shop = () => ({ shopId: 1, timeZone: past.timeZone, currency: 'CNY' });
const codes = measures.map((it) => it.code);
const halves = [codes.slice(0, 10), codes.slice(10)];

test.each([
  ['day', '2024-02-23', '2024-03-09'],
  ['week', '2024-02-29', '2024-04-08'],
  ['month', '2024-01-15', '2024-04-10'],
  ['month', '2018-01-01', '2024-12-31'],
])(
  'every measure by %s from %s: each window, each step, as the measure by itself says',
  async (by, from, to) => {
    for (const half of halves) {
      const [one, two] = await Promise.all(
        [both.single, both.shards].map(async (clickhouse) =>
          orThrow(await askKeyFigures({ clickhouse, shop: shop(), measures: half, from, to, by })),
        ),
      );
      expect(two, 'two shards answer what one node does').toEqual(one);
      for (const figure of one!.figures) {
        const ask = async (window: { from: string; to: string }, step: string) =>
          orThrow(
            await askMetric({
              ...{ clickhouse: both.single, shop: shop(), measure: figure.measure, by: step },
              ...{ from: window.from, to: window.to },
            }),
          ).rows;
        expect(figure.value, figure.measure).toEqual((await ask({ from, to }, 'none'))[0]!.value);
        expect(figure.previous, figure.measure).toEqual((await ask(one!.previous, 'none'))[0]!.value);
        expect(figure.last_year, figure.measure).toEqual((await ask(one!.last_year, 'none'))[0]!.value);
        const series = (await ask({ from, to }, by)).map(({ period, value }) => ({ period, value }));
        expect(figure.series, figure.measure).toEqual(series);
      }
    }
  },
);

test('what adds up is told from what does not', () => {
  const adding = measures.filter(addsUp).map((it) => it.code);
  expect(adding).toEqual(
    expect.arrayContaining(['net-sales', 'aov', 'refund-rate', 'customers', 'new-customers']),
  );
  for (const not of ['buyers', 'repurchase-rate', 'retention-rate', 'active-customers'])
    expect(adding).not.toContain(not);
});
