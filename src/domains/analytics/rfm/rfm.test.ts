import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { orThrow, type Result } from '../../../platform/errors.ts';
import { addDays } from '../metrics/days.ts';
import type { Asking } from '../metrics/question.ts';
import { day, type History, history } from '../testing/history.ts';
import { buyersAsOf, groupName, type Scored, scoredAsOf, stagesAsOf } from '../testing/rfm-model.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askLifecycle } from './ask-lifecycle.ts';
import { askMoves } from './ask-moves.ts';
import { askQuadrants } from './ask-quadrants.ts';
import { askRfm } from './ask-rfm.ts';
import { listGroup } from './list-group.ts';
import { groups } from './rfm-rules.ts';
import type { Scoring } from './score-sql.ts';

let world: World;
let both: BothTopologies;
let shopId = 5000;
const runs = cases(15, 6);

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

/** Stores the past under a new shop number and puts the question to both topologies: one answer. */
async function ask<T>(past: History, question: (asking: Asking) => Promise<Result<T>>): Promise<T> {
  const shop = { shopId, timeZone: past.timeZone, currency: 'CNY' };
  const one = orThrow(await question({ clickhouse: both.single, shop }));
  const two = orThrow(await question({ clickhouse: both.shards, shop }));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

const store = async (past: History) => {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
};

const scoring = fc.constantFrom<Scoring>(
  { mode: 'quintile' },
  {
    mode: 'thresholds',
    recency: [30, 14, 7, 0],
    frequency: [2, 3, 4, 5],
    monetary: [-100, 0, 20_000, 90_000],
  },
);
const cut = fc.constantFrom('mean' as const, 3 as const, 4 as const);

const countBy = (names: readonly string[]) =>
  Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((it) => it === name).length]));

const nonZero = (rows: readonly { name: string; customers: number }[]) =>
  Object.fromEntries(rows.filter((row) => row.customers > 0).map((row) => [row.name, row.customers]));

it('scores, groups and grid are those of comparing every buyer with every other', async () => {
  await fc.assert(
    fc.asyncProperty(history, day, scoring, cut, async (past, asOf, how, high) => {
      await store(past);
      const answer = await ask(past, (it) => askRfm({ ...it, asOf, scoring: how, cut: high }));
      const all = scoredAsOf(past, asOf, how);
      expect(nonZero(answer.groups)).toEqual(countBy(all.map((own) => groupName(own, all, high))));
      for (const cell of answer.cells) {
        const own = all.filter((it) => it.r === cell.recency && it.f === cell.frequency);
        expect(cell.customers).toBe(own.length);
        expect(cell.net_sales).toBe(own.reduce((sum, it) => sum + it.net, 0));
      }
    }),
    runs,
  );
}, 300_000);

it('pages through each group in order, and together the groups are all buyers', async () => {
  await fc.assert(
    fc.asyncProperty(history, day, scoring, async (past, asOf, how) => {
      await store(past);
      const all = scoredAsOf(past, asOf, how);
      const listed = await Promise.all(
        groups.map(({ code }) => ask(past, (it) => listGroup({ ...it, asOf, scoring: how, group: code }))),
      );
      const shown = listed.flatMap((page) => page.items);
      expect(shown).toHaveLength(all.length);
      for (const one of shown)
        expect(one).toMatchObject(shownAs(all.find((it) => it.customer === one.customer_id)!));
      expect(await walk(past, { asOf, scoring: how })).toEqual(
        [...all].sort((a, b) => b.net - a.net || a.customer - b.customer).map((it) => it.customer),
      );
    }),
    cases(5, 2),
  );
}, 300_000);

const shownAs = (it: Scored) => ({
  ...{
    recency: it.r,
    frequency: it.f,
    monetary: it.m,
    last_order_day: it.lastDay,
    orders: it.orders,
    net_sales: it.net,
  },
});

async function walk(past: History, question: { asOf: string; scoring: Scoring }): Promise<number[]> {
  const seen: number[] = [];
  let page = await ask(past, (it) => listGroup({ ...it, ...question, limit: 2 }));
  seen.push(...page.items.map((it) => it.customer_id));
  while (page.next !== null) {
    const after = page.next;
    page = await ask(past, (it) => listGroup({ ...it, ...question, limit: 2, after }));
    seen.push(...page.items.map((it) => it.customer_id));
  }
  return seen;
}

it('moves are each buyer in their group then and now', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.tuple(day, day), scoring, cut, async (past, days, how, high) => {
      await store(past);
      const [from, to] = days.sort();
      const answer = await ask(past, (it) => askMoves({ ...it, from, to, scoring: how, cut: high }));
      const [before, after] = [from, to].map((asOf) => scoredAsOf(past, asOf, how));
      const nameOf = (code: string | null) => groups.find((it) => it.code === code)?.name ?? null;
      const moved = after!.map((own) => {
        const earlier = before!.find((it) => it.customer === own.customer);
        return `${earlier ? groupName(earlier, before!, high) : null} ${groupName(own, after!, high)}`;
      });
      const told = answer.moves.map((it) => [
        `${nameOf(it.from_group)} ${nameOf(it.to_group)}`,
        it.customers,
      ]);
      expect(Object.fromEntries(told)).toEqual(countBy(moved));
    }),
    runs,
  );
}, 300_000);

it('quadrants: above the median, or from an own cut', async () => {
  const own = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(history, fc.tuple(day, day), own, own, async (past, days, frequencyCut, amount) => {
      await store(past);
      const [since, asOf] = days.sort();
      const amountCut = amount === undefined ? undefined : amount * 20_000;
      const answer = await ask(past, (it) => askQuadrants({ ...it, asOf, since, frequencyCut, amountCut }));
      const buyers = buyersAsOf(past, asOf, since);
      const often = above(
        buyers.map((it) => it.orders),
        frequencyCut,
      );
      const much = above(
        buyers.map((it) => it.net),
        amountCut,
      );
      const names = buyers.map(
        (it) => (often(it.orders) ? '高频' : '低频') + (much(it.net) ? '高额' : '低额'),
      );
      expect(nonZero(answer.quadrants)).toEqual(countBy(names));
    }),
    runs,
  );
}, 300_000);

function above(values: readonly number[], own: number | undefined): (value: number) => boolean {
  if (own !== undefined) return (value) => value >= own;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  return (value) => value > middle;
}

it('stages are read off the days of each customer', async () => {
  const thresholds = { newDays: 4, activeDays: 7, lostDays: 12, loyalOrders: 2, loyalDays: 30 };
  await fc.assert(
    fc.asyncProperty(history, day, async (past, asOf) => {
      await store(past);
      const answer = await ask(past, (it) => askLifecycle({ ...it, asOf, thresholds }));
      const told = answer.stages.filter((row) => row.customers > 0).map((row) => [row.code, row.customers]);
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(stagesAsOf(past, asOf, thresholds)));
    }),
    runs,
  );
}, 300_000);

/** Customers 1, 2, 3, ... with so many orders of ten yuan each, customer n on day n of the month. */
const pastOf = (counts: readonly number[]): History =>
  smallPast(
    counts.flatMap((count, at) =>
      Array(count).fill({ personId: at + 1, paidAt: noon(`2024-03-${String(at + 1).padStart(2, '0')}`) }),
    ),
  );

async function scoresOf(counts: readonly number[]) {
  const past = pastOf(counts);
  await store(past);
  const page = await ask(past, (it) => listGroup({ ...it, asOf: '2024-03-31', limit: 100 }));
  return page.items.toSorted((a, b) => a.customer_id - b.customer_id);
}

it('ten different buyers are two of each score', async () => {
  const shown = await scoresOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const score of ['recency', 'frequency', 'monetary'] as const)
    expect(shown.map((it) => it[score])).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
});

it('equal buyers score equal: of ten, seven who bought once are all 1, and the score 2 and 3 are missing', async () => {
  const shown = await scoresOf([1, 1, 1, 2, 1, 3, 1, 4, 1, 1]);
  expect(shown.map((it) => it.frequency)).toEqual([1, 1, 1, 4, 1, 5, 1, 5, 1, 1]);
});

it('stages by the days since each paid order, at their edges', async () => {
  const stageOf = async (ago: readonly number[]) => {
    const asOf = '2024-12-31';
    const past = smallPast(
      ago.map((days) => ({ paidAt: noon(addDays(asOf, -days)) })),
      { persons: [personOf(1)] },
    );
    await store(past);
    const answer = await ask(past, (it) => askLifecycle({ ...it, asOf }));
    return answer.stages.find((row) => row.customers === 1)?.code;
  };
  expect(await stageOf([])).toBe('prospect');
  expect(await stageOf([0])).toBe('new');
  expect(await stageOf([29])).toBe('new');
  expect(await stageOf([30])).toBe('active');
  expect(await stageOf([89])).toBe('active');
  expect(await stageOf([90])).toBe('at-risk');
  expect(await stageOf([179])).toBe('at-risk');
  expect(await stageOf([180])).toBe('lost');
  expect(await stageOf([364, 200, 80])).toBe('loyal');
  expect(await stageOf([365, 200, 80])).toBe('active');
  expect(await stageOf([269, 89])).toBe('won-back');
  expect(await stageOf([268, 89])).toBe('active');
  expect(await stageOf([300, 60, 50, 40])).toBe('won-back');
});

it('of a shop without buyers, everything is nobody and no average is a number', async () => {
  const past = smallPast([]);
  shopId += 1;
  const answer = await ask(past, (it) => askRfm({ ...it, asOf: '2024-01-01' }));
  expect(answer).toMatchObject({ customers: 0, mean_scores: { r: null, f: null, m: null } });
  expect(answer.groups.map((it) => [it.customers, it.share, it.average_net_sales])).toEqual(
    Array(8).fill([0, null, null]),
  );
  const quadrants = await ask(past, (it) => askQuadrants({ ...it, asOf: '2024-01-01' }));
  expect(quadrants.frequency_cut).toEqual({ rule: 'above-median', value: null });
});
