import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { writeSteps } from '../../../contract/event-steps.ts';
import type { FunnelAnswer } from '../../../contract/funnel.ts';
import { orThrow } from '../../../platform/errors.ts';
import { periodStarts, startOfPeriod } from '../metrics/days.ts';
import { shopDay } from '../people/shop-day.ts';
import { type Behaviour, behaviour, type Done, storeBehaviour } from '../testing/behaviour.ts';
import { type Attempt, slowAttempts } from '../testing/slow-funnel.ts';
import { askFunnel } from './ask-funnel.ts';
import { type FunnelText, planFunnel } from './funnel-question.ts';

let world: World;
let both: BothTopologies;
let shopId = 7000;

beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
});
afterAll(() => world.close());

async function store(it: Behaviour): Promise<void> {
  shopId += 1;
  await storeBehaviour(both.single, shopId, it);
}

async function ask(it: Behaviour, question: FunnelText): Promise<FunnelAnswer> {
  const shop = { shopId, timeZone: it.timeZone, currency: 'CNY' };
  const on = async (clickhouse: BothTopologies['single']) =>
    orThrow(await askFunnel({ clickhouse, shop, ...question }, world.platform.clock));
  const one = await on(both.single);
  expect(await on(both.shards), 'two shards answer what one node does').toEqual(one);
  return one;
}

const step = fc
  .tuple(
    fc.constantFrom('A', 'B', 'C', 'Order Completed', 'Order Placed'),
    fc.constantFrom(
      ...[[], [], [], [{ field: 'channel', operator: '=', values: ['web', ''] }]],
      ...[
        [{ field: 'quantity', operator: '>=', values: ['2'] }],
        [{ field: 'path', operator: '~', values: ['/q'] }],
      ],
      ...[
        [{ field: 'price', operator: '=', values: ['12.5'] }],
        [{ field: 'path', operator: '!=', values: ['/p'] }],
      ],
      [{ field: 'category', operator: '=', values: ['家居', ''] }],
    ),
  )
  .map(([name, filters]) => ({ name, filters }) as Parameters<typeof writeSteps>[0][number]);

const question = fc
  .record({
    steps: fc.array(step, { minLength: 2, maxLength: 4 }),
    exclude: fc.array(step, { maxLength: 2 }),
    after: fc.option(fc.constant(1)),
    order: fc.constantFrom('ordered', 'ordered', 'strict', 'any'),
    attempt: fc.constantFrom('furthest', 'furthest', 'first'),
    window: fc.constantFrom('1s', '12h', '1d', '2d', '30d'),
    by: fc.constantFrom(undefined, 'channel', 'page', 'new-returning', 'property:price'),
    trend: fc.constantFrom(undefined, 'day', 'week'),
    days: fc.tuple(fc.integer({ min: -1, max: 5 }), fc.integer({ min: -1, max: 5 })),
  })
  .filter(
    ({ order, steps }) =>
      order !== 'any' || new Set(steps.map((it) => JSON.stringify(it))).size === steps.length,
  );

const median = (values: readonly number[]): number => {
  const [a, b] = [values[(values.length - 1) >> 1]!, values[values.length >> 1]!];
  return (a + b) / 2;
};

function barsOf(attempts: readonly Attempt[], steps: number) {
  return Array.from({ length: steps }, (_, n) => {
    const reached = attempts.filter(({ moments }) => moments.length > n);
    const apart = reached.map(({ moments }) => moments[n]! - moments[n - 1]!).sort((a, b) => a - b);
    const sum = apart.reduce((all, it) => all + it, 0);
    return {
      customers: reached.length,
      mean: n === 0 || reached.length === 0 ? null : sum / reached.length / 1000,
      median: n === 0 || reached.length === 0 ? null : median(apart) / 1000,
    };
  });
}

const heldAgainst = (bars: FunnelAnswer['bars']) =>
  bars.map((it) => ({ customers: it.customers, mean: it.mean_seconds, median: it.median_seconds }));

/** Of two beginnings that cannot be told apart the value that sorts first. */
function toldBy(it: Behaviour, attempt: Attempt, by: string): string {
  if (by === 'new-returning') {
    const paid = it.orders.filter(
      (one) => it.customers[one.personId - 1] === attempt.customer && one.paidAt !== null,
    );
    return paid.some(({ paidAt }) => paidAt! < attempt.moments[0]!) ? 'returning' : 'new';
  }
  const field = { channel: 'channel', page: 'path', 'property:price': 'price' }[by]!;
  return String(attempt.beginning.fields[field] ?? '');
}

it('counts what following every attempt of every customer by hand counts', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(behaviour, question, async (past, { steps, exclude, after, days, ...rest }) => {
      await store(past);
      const day = (n: number) => shopDay(new Date(past.start + n * 86_400_000), past);
      const [from, to] = [day(Math.min(...days)), day(Math.max(...days))];
      const text: FunnelText = {
        ...{ ...rest, from, to, steps: writeSteps(steps) },
        exclude: exclude.length > 0 ? writeSteps(exclude) : undefined,
        exclude_after: rest.order === 'any' ? undefined : (after ?? undefined),
      };
      const { rule } = orThrow(planFunnel(text, past.timeZone));
      const mayBegin = (time: number) => {
        const begun = shopDay(new Date(time), past);
        return begun >= from && begun <= to;
      };
      const attempts = slowAttempts(past, rule, mayBegin);
      const answer = await ask(past, text);
      expect(heldAgainst(answer.bars)).toEqual(barsOf(attempts, steps.length));
      if (rest.order === 'any')
        expect(answer.done).toEqual(
          steps.map((_, n) => attempts.filter(({ done }) => done.includes(n)).length),
        );
      if (rest.by !== undefined) {
        const values = [...new Set(attempts.map((it) => toldBy(past, it, rest.by!)))];
        // Beginnings at one instant that are the same step may tell different values: only sums are sure then.
        const sure = isSure(past, attempts, rest.by);
        if (sure)
          expect(Object.fromEntries(answer.values.map((it) => [it.value, heldAgainst(it.bars)]))).toEqual(
            Object.fromEntries(
              values.map((value) => [
                value,
                barsOf(
                  attempts.filter((it) => toldBy(past, it, rest.by!) === value),
                  steps.length,
                ),
              ]),
            ),
          );
        expect(answer.values.reduce((sum, it) => sum + it.bars[0]!.customers, 0)).toBe(attempts.length);
      }
      if (rest.trend !== undefined) {
        const by = rest.trend as 'day' | 'week';
        const begun = (it: Attempt) => startOfPeriod(shopDay(new Date(it.moments[0]!), past), by, from);
        expect(answer.periods.map(({ period, reached }) => [period, reached])).toEqual(
          periodStarts(from, to, by).map((period) => [
            period,
            barsOf(
              attempts.filter((it) => begun(it) === period),
              steps.length,
            ).map(({ customers }) => customers),
          ]),
        );
      }
    }),
    cases(30, 4),
  );
});

/** Whether no other event of the customer stands at the instant of a beginning with another value. */
function isSure(past: Behaviour, attempts: readonly Attempt[], by: string): boolean {
  if (by === 'new-returning') return true;
  const field = { channel: 'channel', page: 'path', 'property:price': 'price' }[by]!;
  return attempts.every((it) => {
    const twins = past.events.filter(
      (one) =>
        past.customers[one.personId - 1] === it.customer &&
        one.time === it.moments[0] &&
        one.name === it.beginning.name,
    );
    const values = twins.map((one) => String({ channel: one.channel, ...one.properties }[field] ?? ''));
    return values.every((value) => value === String(it.beginning.fields[field] ?? '')) || twins.length === 0;
  });
}

/** One customer's events: `A@0 B@3600` is A at the beginning and B an hour later, Shanghai's noon of 2024-03-01. */
const noon = Date.parse('2024-03-01T04:00:00Z');
const did = (text: string): Done[] =>
  text
    .split(' ')
    .filter((it) => it !== '')
    .map((it) => {
      const [name, at] = it.split('@');
      return {
        ...{ personId: 1, name: name!, time: noon + Number(at) * 1000, channel: 'web', category: '' },
        ...{ quantity: 1, properties: {}, orderNo: '' },
      };
    });

const alone: Behaviour = { timeZone: 'Asia/Shanghai', customers: [1], events: [], orders: [] };

it.each<[said: string, events: string, question: Partial<FunnelText>, levels: number[]]>([
  ['others may lie between', 'A@0 X@1 B@2', {}, [1, 1, 0]],
  ['the order counts', 'B@0 A@1', {}, [1, 0, 0]],
  ['one second: the steps come in their order', 'B@0 A@0 C@0', {}, [1, 1, 1]],
  ['the last millisecond of the window is in it', 'A@0 B@86400', {}, [1, 1, 0]],
  ['the next is not', 'A@0 B@86400.001', {}, [1, 0, 0]],
  ['the window is measured from the beginning', 'A@0 B@80000 C@90000', {}, [1, 1, 0]],
  ['re-entry: the attempt that got furthest', 'A@0 A@40000 B@90000', {}, [1, 1, 0]],
  ['re-entry: only the first', 'A@0 A@40000 B@90000', { attempt: 'first' }, [1, 0, 0]],
  ['an exclusion ends it', 'A@0 X@1 B@2', { exclude: 'X' }, [1, 0, 0]],
  ['another attempt may go on', 'A@0 X@1 A@2 B@3', { exclude: 'X' }, [1, 1, 0]],
  [
    'an exclusion at the instant of a step does not lie between',
    'A@0 X@0 B@2 X@2',
    { exclude: 'X' },
    [1, 1, 0],
  ],
  ['behind the second step only', 'A@0 X@1 B@2 X@3 C@4', { exclude: 'X', exclude_after: 2 }, [1, 1, 0]],
  ['strict: nothing between', 'A@0 X@1 B@2', { order: 'strict' }, [1, 0, 0]],
  ['strict: the same step again is something', 'A@0 B@1 B@2 C@3', { order: 'strict' }, [1, 1, 0]],
  ['strict: the later of two beginnings', 'A@0 A@1 B@2 C@3', { order: 'strict' }, [1, 1, 1]],
  ['strict: at one instant is not between', 'A@0 X@0 B@1', { order: 'strict' }, [1, 1, 0]],
  ['any order', 'C@0 A@1', { order: 'any' }, [1, 1, 0]],
  ['any order: within the window of the first', 'C@0 A@40000 B@86401', { order: 'any' }, [1, 1, 0]],
  ['twice the same step wants two events', 'A@0', { steps: 'A,A' }, [1, 0]],
  ['and two do', 'A@0 A@0', { steps: 'A,A' }, [1, 1]],
  ['begun before the days', 'A@-50000 B@-49999', {}, [0, 0, 0]],
  ['begun in the days, done after them', 'A@43199 B@43201', {}, [1, 1, 0]],
])('%s', async (_, events, told, levels) => {
  const past = { ...alone, events: did(events) };
  await store(past);
  const question = { steps: 'A,B,C', window: '1d', from: '2024-03-01', to: '2024-03-01', ...told };
  expect((await ask(past, question)).bars.map(({ customers }) => customers)).toEqual(levels);
});

it('a week is so many hours: clocks that go forward within it change nothing', async () => {
  // London, 2024-03-30 12:00 (UTC) to 03-31 13:00 summer time, which is 12:00 UTC: a day later to the second.
  const at = Date.parse('2024-03-30T12:00:00Z');
  const events = did('A@0 B@86400').map((it) => ({ ...it, time: it.time - noon + at }));
  const past = { ...alone, timeZone: 'Europe/London', events };
  await store(past);
  const question = { steps: 'A,B', window: '1d', from: '2024-03-30', to: '2024-03-30' };
  const [, second] = (await ask(past, question)).bars;
  expect(second).toMatchObject({
    customers: 1,
    mean_seconds: 86_400,
    median_seconds: 86_400,
    of_previous: 1,
  });
});

it.each<[zone: string, day: string, customers: number]>([
  // 2024-03-01T16:30Z: half past midnight in Shanghai, a quarter past ten in Kathmandu, the second day of March on Kiritimati.
  ['Asia/Shanghai', '2024-03-01', 0],
  ['Asia/Shanghai', '2024-03-02', 1],
  ['Asia/Kathmandu', '2024-03-01', 1],
  ['Pacific/Kiritimati', '2024-03-02', 1],
  ['America/New_York', '2024-03-01', 1],
  ['America/New_York', '2024-03-02', 0],
])('a funnel begins on the day of the clock of the shop: %s, %s', async (timeZone, day, customers) => {
  const at = Date.parse('2024-03-01T16:30:00Z');
  const events = did('A@0 B@60').map((it) => ({ ...it, time: it.time - noon + at }));
  const past = { ...alone, timeZone, events };
  await store(past);
  const answer = await ask(past, { steps: 'A,B', window: '1d', from: day, to: day, trend: 'day' });
  expect(answer.bars.map((it) => it.customers)).toEqual([customers, customers]);
  expect(answer.periods).toMatchObject([{ period: day, reached: [customers, customers] }]);
});

it('everything wrong with a question is told', async () => {
  const answer = await askFunnel(
    {
      ...{ clickhouse: both.single, shop: { shopId, timeZone: 'UTC', currency: 'CNY' } },
      ...{ steps: 'A', window: '9y', from: '2024-02-30', to: 'x', order: 'loose', by: 'moon', exclude: 'a[' },
    },
    world.platform.clock,
  );
  expect(answer.ok ? [] : answer.problem.issues?.map(({ field }) => field)).toEqual([
    'steps',
    'exclude',
    'order',
    'window',
    'from',
    'to',
    'by',
  ]);
});
