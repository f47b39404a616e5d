import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow } from '../../../platform/errors.ts';
import { day, type History, history } from '../testing/history.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askCampaigns } from './ask-campaigns.ts';
import { addDays } from './days.ts';

let world: World;
let both: BothTopologies;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function ask(shopId: number, from: string, to: string) {
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const [one, two] = await Promise.all(
    [both.single, both.shards].map(async (clickhouse) =>
      orThrow(await askCampaigns({ clickhouse, shop, from, to })),
    ),
  );
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one!;
}

/** A slow reader of what was spent. */
function ran({ spend }: History, from: string, to: string) {
  const days = Map.groupBy(
    spend.filter((it) => it.campaign !== ''),
    (it) => it.campaign,
  );
  return [...days]
    .map(([campaign, rows]) => ({ campaign, days: [...new Set(rows.map((it) => it.day))].sort() }))
    .filter((it) => it.days.length <= 21 && it.days.some((one) => one >= from && one <= to))
    .map((it) => ({ campaign: it.campaign, from: it.days[0]!, to: it.days.at(-1)! }))
    .sort((a, b) => (`${a.from} ${a.campaign}` < `${b.from} ${b.campaign}` ? -1 : 1));
}

test('the campaigns of a window are those on which something was spent in it', async () => {
  let shopId = 0;
  await fc.assert(
    fc.asyncProperty(history, day, day, async (any, one, other) => {
      shopId += 1;
      await storeHistory(both.single, shopId, any);
      const [from, to] = [one, other].sort() as [string, string];
      expect(await ask(shopId, from, to)).toEqual(ran(any, from, to));
    }),
    cases(8, 2),
  );
});

test('three weeks are a campaign, a day more is what always runs', async () => {
  const [some] = fc.sample(history, { seed: 3, numRuns: 1 });
  const spent = (campaign: string, days: number) =>
    Array.from({ length: days }, (_, n) => ({
      ...{ channel: '', campaign, day: addDays('2024-01-01', 2 * n), currency: 'USD' },
      ...{ amount: 1, impressions: 0, clicks: 0 },
    }));
  const spend = [...spent('short', 21), ...spent('long', 22)];
  await storeHistory(both.single, 900, { ...some!, spend });
  expect(await ask(900, '2024-01-03', '2024-01-04')).toEqual([
    { campaign: 'short', from: '2024-01-01', to: '2024-02-10' },
  ]);
  expect(await ask(900, '2024-01-04', '2024-01-04'), 'a day between').toEqual([]);
});

test('days that are none are said', async () => {
  const shop = { shopId: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const refused = await askCampaigns({ clickhouse: both.single, shop, from: '2024-02-30', to: 'x' });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'unusable-question' } });
});
