import { afterEach, expect, it, vi } from 'vitest';
import { featureRow } from '../churn/features.ts';
import type { Habits } from '../churn/habits.ts';
import { fitLogistic } from '../churn/logistic.ts';
import { learnSteps } from '../next-purchase/learn-steps.ts';
import { chooseTaste } from '../next-purchase/taste-rules.ts';
import { influenceOf } from '../social/cascade-rules.ts';
import { findCommunities } from '../social/find-communities.ts';
import { drawCustomers, randomFrom } from '../testing/random-customers.ts';
import { countsOf } from '../value/models/counts.ts';
import { fitCounts } from '../value/models/fit-counts.ts';
import { countModels } from '../value/models/models.ts';
import { writeScores } from './write-scores.ts';

/**
 * Models learn in the process that answers requests. The clock is planted, so that nothing here hangs on how fast this machine is: standing
 * still it never asks for a turn, moving a millisecond a look it asks after every twelfth.
 */

afterEach(() => vi.restoreAllMocks());

const random = randomFrom(5);
const MANY = 5_000;
const some = <T>(of: (n: number) => T): T[] => Array.from({ length: MANY }, (_, n) => of(n));
const upTo = (most: number) => Math.floor(random.unit() * most);

const habits = some(
  (n): Habits => ({
    ...{ customerId: n + 1, repeats: upTo(9), lastDays: upTo(300), knownDays: 300 + upTo(60) },
    ...{ bought30: upTo(2), bought90: upTo(4), seen30: upTo(5), seen90: upTo(9) },
    ...{ spentMinor: upTo(9_000), yearMinor: upTo(9_000), gapLogs: upTo(20), gapSquares: 200 + upTo(90) },
    ...{ nextDays: upTo(2) === 0 ? null : 1 + upTo(89), seenLater: upTo(2) === 0 },
  }),
);
const rows = habits.map((it) => featureRow(it, 30));
const examples = {
  ...{ width: rows[0]!.length, values: Float64Array.from(rows.flatMap((it) => [...it])) },
  outcomes: Uint8Array.from(habits, ({ nextDays }) => Number(nextDays !== null)),
};
const days = some(() => ({ categories: ['茶', '米'], days: [-upTo(90), 1 + upTo(30)] }));
const brought = some((n) => ({
  customer: n + 2,
  bringer: 1 + upTo(n + 1),
  isNew: true,
  isWon: true,
  worth: 1,
}));
const pairs = {
  ones: some((n) => n + 1),
  others: some((n) => 1 + ((n * 7 + 3) % MANY)),
  ties: some(() => 1),
};
const [bgNbd] = countModels;
const counts = countsOf(drawCustomers('bg-nbd', [0.8, 6, 0.9, 3], { count: 20_000, seed: 2 }));

async function* batches() {
  yield some((n) => ({ code: 'alive', customerId: n + 1, value: 0.5 }));
}
const clickhouse = { insert: async () => {} } as never;
const writing = { clickhouse, shopId: 1, runId: 1, asOf: '2025-01-01', model: 'value', version: 1 };

/** What is done, and the least number of rows it is done over. */
const works: readonly (readonly [string, number, () => Promise<unknown>])[] = [
  ['churn', MANY, () => fitLogistic(examples)],
  ['steps', MANY, () => learnSteps([{ day: '2025-01-01', knownDays: 90, habits }], 90)],
  // Fifteen ways to weigh one's own past are tried.
  ['tastes', 15 * MANY, () => chooseTaste(days, 30)],
  ['influence', 2 * MANY, () => influenceOf(brought)],
  ['communities', 3 * MANY, () => findCommunities(pairs)],
  ['writing', MANY, () => writeScores(writing, batches())],
  // A look at the clock a thousand patterns, twenty of them a likelihood, some dozens of which find the end.
  ['value', 20 * 12, () => fitCounts(bgNbd!, counts)],
];

it.each(works)(
  '%s: others get their turn all the while, and it changes nothing',
  async (_, rowsAtLeast, work) => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    let [turns, isDone] = [0, false];
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const held = await work();
    expect(turns).toBeLessThan(5);
    let ms = 0;
    clock.mockImplementation(() => ms++);
    expect(await work()).toEqual(held);
    isDone = true;
    expect(turns).toBeGreaterThan(rowsAtLeast / 15);
  },
);
