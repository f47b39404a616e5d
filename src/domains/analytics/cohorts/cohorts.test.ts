import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { writeCohortCell } from '../../../contract/cohort-cell.ts';
import type { CohortPeriod, CohortsAnswer, CohortValue, CohortWorth } from '../../../contract/cohorts.ts';
import { orThrow } from '../../../platform/errors.ts';
import { buildPeople } from '../people/build-people.ts';
import { peopleBehind } from '../people/list-people.ts';
import { readScale } from '../rfm/read-scale.ts';
import { nextStart, SlowCohorts, startOf } from '../testing/cohort-model.ts';
import { day, type History, history } from '../testing/history.ts';
import { noon, personOf, smallPast } from '../testing/small-past.ts';
import { storeHistory } from '../testing/store-history.ts';
import { askCohorts } from './ask-cohorts.ts';
import { askCohortWorth } from './ask-worth.ts';
import type { CohortQuestion, TriangleQuestion } from './cohort-question.ts';

let world: World;
let both: BothTopologies;
let shopId = 8000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function store(past: History): Promise<History> {
  shopId += 1;
  await storeHistory(both.single, shopId, past);
  return past;
}

type Asked<Q> = Omit<Q, 'clickhouse' | 'shop' | 'signal'>;

const shopOf = (past: History) => ({ shopId, timeZone: past.timeZone, currency: 'CNY' });

/** One answer of both topologies. */
async function ask(past: History, asked: Partial<Asked<TriangleQuestion>>): Promise<CohortsAnswer> {
  const question = { ...usual, ...asked, shop: shopOf(past) };
  const one = orThrow(await askCohorts({ ...question, clickhouse: both.single }));
  const two = orThrow(await askCohorts({ ...question, clickhouse: both.shards }));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

async function askWorth(past: History, asked: Partial<Asked<CohortQuestion>>): Promise<CohortWorth> {
  const question = { ...usual, ...asked, shop: shopOf(past) };
  const one = orThrow(await askCohortWorth({ ...question, clickhouse: both.single }));
  const two = orThrow(await askCohortWorth({ ...question, clickhouse: both.shards }));
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one;
}

const usual = {
  ...{ by: 'first-order', activity: 'order', period: 'month' as CohortPeriod },
  ...{ value: 'customers' as CohortValue, asOf: '2024-04-30' },
};

/** Events get names, lines costs, refunds orders. */
const richHistory = fc
  .record({
    history,
    names: fc.array(fc.constantFrom('Product Viewed', 'Signed Up'), { minLength: 12, maxLength: 12 }),
    costs: fc.array(fc.constantFrom(null, 0, 70, 900), { minLength: 72, maxLength: 72 }),
    orders: fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 10, maxLength: 10 }),
  })
  .map(
    ({ history: past, names, costs, orders }): History => ({
      ...past,
      events: past.events.map((it, n) => ({ ...it, name: names[n]! })),
      orders: past.orders.map((it, n) => ({
        ...it,
        lines: it.lines.map((line, m) => ({ ...line, cost: costs[n * 3 + m]! })),
      })),
      refunds: past.refunds.map((it, n) => ({ ...it, refundOf: orders[n]! })),
    }),
  );

const questions = fc.record({
  by: fc.constantFrom('first-order', 'first-visit', 'Signed Up'),
  activity: fc.constantFrom('order', 'visit', 'Signed Up'),
  period: fc.constantFrom<CohortPeriod>('day', 'week', 'month'),
  asOf: day,
});

describe('against a slow reader', () => {
  it('every cell is counted, marked and absent as by hand, and opens the people it counts', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(richHistory, questions, day, async (past, asked, from) => {
        await store(past);
        const slow = new SlowCohorts(past, asked);
        const span = { ...asked, from: [from, asked.asOf].sort()[0]! };
        const shown = await ask(past, span);
        for (const row of shown.rows) {
          expect(row.customers, row.cohort).toBe(slow.members(row.from).length);
          let start = row.from;
          for (const cell of row.cells) {
            expect(cell.value, `${row.cohort} + ${cell.offset}`).toBe(slow.back(row.from, start).length);
            expect(cell.whole).toBe(nextStart(start, asked.period) <= nextDay(asked.asOf));
            start = nextStart(start, asked.period);
          }
          expect(start > asked.asOf, 'the last cell is that of the day').toBe(true);
        }
        for (const value of ['orders', 'net-sales', 'margin'] as const)
          await checkSums(past, { ...span, value }, slow);
        await checkPeople(past, asked, { slow, shown });
      }),
      cases(12, 2),
    );
  });

  const nextDay = (at: string) => nextStart(at, 'day');

  async function checkSums(past: History, asked: Partial<Asked<TriangleQuestion>>, slow: SlowCohorts) {
    const { rows } = await ask(past, asked);
    for (const row of rows) {
      let start = row.from;
      for (const { value, offset } of row.cells) {
        const told = {
          orders: () => slow.orderCount(row.from, start),
          'net-sales': () => slow.netSales(row.from, start),
          margin: () => slow.margin(row.from, start),
        }[asked.value as 'orders']();
        expect(value, `${asked.value} ${row.cohort} + ${offset}`).toBe(told);
        start = nextStart(start, asked.period!);
      }
    }
  }

  interface Shown {
    readonly slow: SlowCohorts;
    readonly shown: CohortsAnswer;
  }

  /** The cell with the most people, and its cohort. Who was seen for the first time behind the day is in no list of it. */
  async function checkPeople(
    past: History,
    asked: typeof usual | Asked<CohortQuestion>,
    { slow, shown }: Shown,
  ) {
    const cells = shown.rows.flatMap((row) => row.cells.map((cell) => ({ row, cell })));
    const most = cells.sort((a, b) => (b.cell.value ?? 0) - (a.cell.value ?? 0))[0];
    if (most === undefined || (most.cell.value ?? 0) === 0) return;
    const { row, cell } = most;
    const { by, period, asOf } = asked;
    const activity = shown.activity;
    const shop = shopOf(past);
    const scale = await readScale({ clickhouse: both.single, shop }, asOf);
    await buildPeople({ clickhouse: both.single, shop, asOf, slot: 0, build: 1, scale });
    const at = { day: row.to < asOf ? row.to : row.from, by, period };
    const start = cells
      .filter((it) => it.row === row)
      .reduce((now, it) => (it.cell.offset < cell.offset ? nextStart(now, period) : now), row.from);
    for (const [text, expected] of [
      [writeCohortCell(at), slow.members(row.from)],
      [writeCohortCell({ ...at, back: { offset: cell.offset, activity } }), slow.back(row.from, start)],
    ] as const) {
      const build = {
        slot: 0,
        build: 1,
        asOf,
        dataMark: '',
        people: 0,
        builtAt: new Date(0),
        tookMs: 0,
        medians: { frequency: 0, amount: 0 },
      };
      const asking = { shop, build, filter: { cohort: text }, now: new Date(0) };
      const [one, two] = [
        await peopleBehind({ ...asking, clickhouse: both.single }, 0, 1000),
        await peopleBehind({ ...asking, clickhouse: both.shards }, 0, 1000),
      ];
      expect(two).toEqual(one);
      const known = expected.filter(
        (it) =>
          slow.past.firstSeenDay(it) <= asOf ||
          slow.past.paidOrders.some((order) => order.customer === it && order.day <= asOf),
      );
      expect(one, text).toEqual(known.sort((a, b) => a - b));
    }
  }

  it('a breakdown splits every cohort, a filter is one part of it', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        richHistory,
        fc.constantFrom('channel', 'category', 'province' as const),
        async (past, breakdown) => {
          await store(past);
          const asked = {
            period: 'week' as const,
            breakdown: breakdown as 'channel',
            from: '2024-02-19',
            asOf: '2024-04-14',
          };
          const slow = new SlowCohorts(past, { ...usual, ...asked });
          const groupOf = {
            channel: (it: number) => slow.past.firstChannel(it),
            category: (it: number) => slow.firstCategory(it),
            province: (it: number) => slow.past.province(it),
          }[breakdown as 'channel'];
          const { rows, groups } = await ask(past, asked);
          const all = rows.flatMap((row) => slow.members(row.from));
          expect(new Map(groups.map((it) => [it.value, it.customers]))).toEqual(
            new Map([...Map.groupBy(all, groupOf)].map(([value, own]) => [value, own.length])),
          );
          for (const { value, customers, curve } of groups.slice(0, 2)) {
            const only = await ask(past, { ...asked, breakdown: undefined, [breakdown]: value });
            expect(only.rows.reduce((sum, it) => sum + it.customers, 0)).toBe(customers);
            expect(only.curve).toEqual(curve);
          }
        },
      ),
      cases(8, 2),
    );
  });
});

const at = (text: string) => Date.parse(text);
const rates = ({ rows }: CohortsAnswer) =>
  rows.map((row) => [row.cohort, row.customers, row.cells.map((it) => it.value)]);

describe('case by case', () => {
  it('a week is from Monday to Sunday in the shop, a minute decides, and years turn within one', async () => {
    const past = await store(
      smallPast([
        // Sunday 29 December 2024 in Shanghai, 23:59:59.999; a millisecond later it is Monday.
        { personId: 1, paidAt: at('2024-12-29T15:59:59.999Z') },
        { personId: 2, paidAt: at('2024-12-29T16:00:00.000Z') },
        { personId: 2, paidAt: at('2025-01-05T15:59:59.999Z') },
        { personId: 1, paidAt: at('2025-01-05T16:00:00.000Z') },
      ]),
    );
    const answer = await ask(past, { period: 'week', from: '2024-12-23', asOf: '2025-01-12' });
    expect(rates(answer)).toEqual([
      ['2024-12-23', 1, [1, 0, 1]],
      ['2024-12-30', 1, [1, 0]],
      ['2025-01-06', 0, [0]],
    ]);
  });

  it('days are the shop clock’s when summer time begins and ends, and 29 February is a day', async () => {
    const past = {
      ...smallPast([
        // New York, 10 March 2024: the day has 23 hours; 3 November has 25.
        { personId: 1, paidAt: at('2024-03-10T04:59:59Z') },
        { personId: 1, paidAt: at('2024-03-11T03:59:59Z') },
        { personId: 1, paidAt: at('2024-03-11T04:00:00Z') },
        { personId: 2, paidAt: at('2024-02-29T05:00:00Z') },
        { personId: 2, paidAt: at('2024-03-01T05:00:00Z') },
      ]),
      timeZone: 'America/New_York',
    };
    await store(past);
    const days = { period: 'day' as const, to: '2024-03-09', asOf: '2024-03-11' };
    expect(rates(await ask(past, { ...days, from: '2024-03-09' }))).toEqual([['2024-03-09', 1, [1, 1, 1]]]);
    const leap = { period: 'day' as const, from: '2024-02-28', to: '2024-03-01', asOf: '2024-03-01' };
    expect(rates(await ask(past, leap))).toEqual([
      ['2024-02-28', 0, [0, 0, 0]],
      ['2024-02-29', 1, [1, 1]],
      ['2024-03-01', 0, [0]],
    ]);
  });

  it('persons that are one customer joined with the earliest of them, and count once a period', async () => {
    const past = await store(
      smallPast(
        [
          { personId: 2, paidAt: noon('2024-02-10') },
          { personId: 1, paidAt: noon('2024-03-10') },
          { personId: 2, paidAt: noon('2024-03-10') },
          { personId: 0, paidAt: noon('2024-03-10') },
        ],
        { persons: [personOf(1), personOf(2, { customerId: 1 })] },
      ),
    );
    const asked = { from: '2024-02-01', asOf: '2024-03-31' };
    expect(rates(await ask(past, asked))).toEqual([
      ['2024-02', 1, [1, 1]],
      ['2024-03', 0, [0]],
    ]);
    expect(rates(await ask(past, { ...asked, value: 'orders' }))[0]).toEqual(['2024-02', 1, [1, 2]]);
  });

  it('what is not over is marked and stands in no curve; what has not begun is no cell', async () => {
    const past = await store(
      smallPast([
        { personId: 1, paidAt: noon('2024-02-10') },
        { personId: 2, paidAt: noon('2024-03-02') },
        { personId: 1, paidAt: noon('2024-03-03') },
      ]),
    );
    const open = await ask(past, { from: '2024-02-01', asOf: '2024-03-30' });
    expect(open.rows.map((row) => [row.whole, row.cells.map((it) => it.whole)])).toEqual([
      [true, [true, false]],
      [false, [false]],
    ]);
    expect(open.curve).toEqual([{ offset: 0, cohorts: 1, customers: 1, value: 1, rate: 1 }]);
    const over = await ask(past, { from: '2024-02-01', asOf: '2024-03-31' });
    expect(over.curve.map((it) => [it.cohorts, it.rate])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it('joining by an event, being back by another; both at one instant are one period', async () => {
    const event = (name: string, text: string, personId = 1) => ({
      ...{
        name,
        personId,
        channel: 'web',
        category: '',
        productId: 0,
        time: at(text),
        correctedTime: at(text),
      },
    });
    const past = await store(
      smallPast([], {
        events: [
          event('Signed Up', '2024-02-10T04:00:00Z'),
          event('Product Viewed', '2024-02-10T04:00:00Z'),
          event('Product Viewed', '2024-02-01T04:00:00Z'),
          event('Product Viewed', '2024-04-01T04:00:00Z'),
          event('Signed Up', '2024-03-10T04:00:00Z'),
        ],
      }),
    );
    const asked = { by: 'Signed Up', from: '2024-02-01', to: '2024-02-01', asOf: '2024-04-30' };
    expect(rates(await ask(past, { ...asked, activity: 'Product Viewed' }))).toEqual([
      ['2024-02', 1, [1, 0, 1]],
    ]);
    expect(rates(await ask(past, { ...asked, activity: 'visit' }))).toEqual([['2024-02', 1, [1, 1, 1]]]);
    expect(rates(await ask(past, asked))).toEqual([['2024-02', 1, [0, 0, 0]]]);
  });

  const line = (amount: number, cost: number | null) => ({ productId: 1, amount, discount: 0, cost });

  it('spend is earned back in the first month that is over whose cumulative margin covers it, or never', async () => {
    const past = await store(
      smallPast(
        [
          { personId: 1, paid: 1000, paidAt: noon('2024-01-10'), lines: [line(1000, 700)] },
          { personId: 1, paid: 1000, paidAt: noon('2024-02-10'), lines: [line(1000, 700)] },
          { personId: 1, paid: 1000, paidAt: noon('2024-03-10'), lines: [line(800, 500), line(200, null)] },
          { personId: 2, paid: 500, paidAt: noon('2024-02-10'), lines: [line(500, null)] },
        ],
        {
          spend: [
            {
              channel: 'web',
              campaign: '',
              day: '2024-01-03',
              currency: 'CNY',
              amount: 900,
              impressions: 0,
              clicks: 0,
            },
            {
              channel: 'web',
              campaign: '',
              day: '2024-02-03',
              currency: 'CNY',
              amount: 1,
              impressions: 0,
              clicks: 0,
            },
          ],
        },
      ),
    );
    const { rows, overall } = await askWorth(past, {
      from: '2024-01-01',
      to: '2024-03-01',
      asOf: '2024-03-31',
    });
    expect(rows[0]).toMatchObject({ spend: 900, cac: 900, payback_offset: 2, payback_period: '2024-03' });
    expect(rows[0]!.cost_known).toBeCloseTo(2800 / 3000);
    expect(rows[0]!.points.map((it) => [it.net_sales, it.margin])).toEqual([
      [1000, 300],
      [2000, 600],
      [3000, 900],
    ]);
    // Nothing is known of what the other's goods cost: no margin, and no month in which it covered anything.
    expect(rows[1]).toMatchObject({ cac: 1, payback_offset: null, cost_known: 0 });
    expect(rows[1]!.points.map((it) => it.margin)).toEqual([null, null]);
    expect(rows[2]).toMatchObject({ customers: 0, spend: null, cac: null });
    expect(overall).toMatchObject({ customers: 2, spend: 901, cac: 450.5 });
    // In the middle of March it is not earned back yet: the month may still take something away.
    const open = await askWorth(past, { from: '2024-01-01', to: '2024-01-01', asOf: '2024-03-20' });
    expect(open.rows[0]!.payback_offset).toBeNull();
  });

  it('CAC is by channel when asked, and not said of a category', async () => {
    const spent = (channel: string, amount: number) => ({
      ...{ channel, campaign: '', day: '2024-03-01', currency: 'CNY', amount, impressions: 0, clicks: 0 },
    });
    const past = await store(
      smallPast(
        [
          { personId: 1, channel: 'web' },
          { personId: 2, channel: 'pos' },
        ],
        {
          spend: [spent('web', 100), spent('pos', 7)],
        },
      ),
    );
    const asked = { from: '2024-03-01', asOf: '2024-03-31' };
    expect((await askWorth(past, { ...asked, channel: 'pos' })).rows[0]).toMatchObject({
      customers: 1,
      cac: 7,
    });
    const { groups } = await askWorth(past, { ...asked, breakdown: 'channel' });
    expect(groups.map((it) => [it.value, it.cac])).toEqual([
      ['pos', 7],
      ['web', 100],
    ]);
    expect((await askWorth(past, { ...asked, category: '' })).rows[0]).toMatchObject({ cac: null });
  });

  it('refunds count in their own month, and take of margin the share whose cost is known', async () => {
    const past = await store(
      smallPast(
        [{ orderId: 5, paid: 1000, paidAt: noon('2024-02-10'), lines: [line(600, 100), line(400, null)] }],
        {
          refunds: [
            {
              ...{
                refundId: 1,
                refundOf: 5,
                personId: 1,
                channel: 'web',
                province: '',
                currency: 'CNY',
                state: 'done',
              },
              ...{ refundedAt: noon('2024-03-01'), amount: 101, lines: [] },
            },
          ],
        },
      ),
    );
    const asked = { from: '2024-02-01', to: '2024-02-01', asOf: '2024-03-31' };
    expect(rates(await ask(past, { ...asked, value: 'net-sales' }))).toEqual([['2024-02', 1, [1000, -101]]]);
    const margin = await ask(past, { ...asked, value: 'margin' });
    expect(rates(margin)).toEqual([['2024-02', 1, [500, -60]]]);
    expect(margin.cost_known).toBe(0.6);
  });

  it('says everything that is wrong with a question', async () => {
    const past = await store(smallPast([]));
    const issues = async (asked: Partial<Asked<TriangleQuestion>>) => {
      const it = await askCohorts({ ...usual, ...asked, shop: shopOf(past), clickhouse: both.single });
      return it.ok ? [] : it.problem.issues!.map(({ field, code }) => [field, code]);
    };
    expect(await issues({ from: '2024-02-30', to: 'x' })).toEqual([
      ['from', 'not-a-day'],
      ['to', 'not-a-day'],
    ]);
    expect(await issues({ from: '2024-05-01' })).toEqual([['from', 'days-out-of-order']]);
    expect(await issues({ period: 'day', from: '2000-01-01' })).toEqual([['from', 'too-many-cells']]);
    const horizon = {
      shop_id: shopId,
      step: 'horizon',
      dimension: '',
      period: '2024-02-01',
      value: '',
      customers: 0,
      version: 1,
    };
    await both.single.insert('retained_activity', [horizon]);
    expect(await issues({ by: 'Signed Up', from: '2024-01-01' })).toEqual([['from', 'before-retention']]);
    expect(await issues({ by: 'Signed Up', from: '2024-02-01' })).toEqual([]);
    expect(await issues({ from: '2024-01-01' })).toEqual([]);
  });
});

it('the start of a period walks back to its Monday or its first', () => {
  expect(startOf('2024-03-03', 'week')).toBe('2024-02-26');
  expect(nextStart('2024-02-26', 'week')).toBe('2024-03-04');
});
