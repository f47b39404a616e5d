import { expect, it } from 'vitest';
import { openGatherer } from './gather.ts';
import type { Delivery, LiveCall } from './live-call.ts';

const origin = { shopId: 1, currency: 'CNY', source: 'site' };
const bounds = {
  quietMs: 1,
  fewMs: 1,
  waitMs: 1,
  mostCalls: 10,
  mostFlushes: 1,
  mostWaiting: 20,
  mostBytes: 1000,
};

const delivery = (calls: number, bytes = 1): Delivery => ({
  ...{ keyId: 'k', receivedAt: new Date(0), bytes },
  calls: Array.from({ length: calls }, () => ({}) as LiveCall),
});

/** A flush that ends when it is told to, and what it was given. */
function heldFlush() {
  const flushes: { sizes: number[]; end: (error?: Error) => void }[] = [];
  const flush = (_origin: unknown, deliveries: readonly Delivery[]) =>
    new Promise<never[][]>((resolve, reject) => {
      const sizes = deliveries.map((it) => it.calls.length);
      const end = (error?: Error) => (error ? reject(error) : resolve(sizes.map(() => [])));
      flushes.push({ sizes, end });
    });
  return { flushes, flush };
}

it('gathers what comes while it waits, up to its bound, one flush at a time', async () => {
  const { flushes, flush } = heldFlush();
  const gatherer = openGatherer(flush, bounds);
  const answers = [4, 4, 4, 2].map((calls) => gatherer.add(origin, delivery(calls)));
  await expect.poll(() => flushes.length).toBe(1);
  expect(flushes[0]!.sizes).toEqual([4, 4]);
  flushes[0]!.end();
  await Promise.all(answers.slice(0, 2));
  await expect.poll(() => flushes.length).toBe(2);
  expect(flushes[1]!.sizes).toEqual([4, 2]);
  flushes[1]!.end();
  await Promise.all(answers);
  await gatherer.settled();
  expect(gatherer.waiting()).toBe(0);
});

it('refuses what would be too much, by calls and by bytes, and takes again when it is gone', async () => {
  const { flushes, flush } = heldFlush();
  const gatherer = openGatherer(flush, bounds);
  const first = gatherer.add(origin, delivery(20));
  expect(gatherer.add(origin, delivery(1))).toBeUndefined();
  await expect.poll(() => flushes.length).toBe(1);
  flushes[0]!.end();
  await first;
  await gatherer.settled();
  const heavy = gatherer.add(origin, delivery(1, 999));
  expect(gatherer.add(origin, delivery(1, 2))).toBeUndefined();
  await expect.poll(() => flushes.length).toBe(2);
  flushes[1]!.end();
  await heavy;
});

it('tells everybody of a flush that failed, and goes on', async () => {
  const { flushes, flush } = heldFlush();
  const gatherer = openGatherer(flush, bounds);
  const lost = [1, 1].map((calls) => gatherer.add(origin, delivery(calls))!);
  await expect.poll(() => flushes.length).toBe(1);
  flushes[0]!.end(new Error('away'));
  const outcomes = await Promise.allSettled(lost);
  expect(outcomes.map((it) => it.status)).toEqual(['rejected', 'rejected']);
  await gatherer.settled();
  const next = gatherer.add(origin, delivery(1));
  await expect.poll(() => flushes.length).toBe(2);
  flushes[1]!.end();
  expect(await next).toEqual([]);
});

it('waits longer for others while many come', async () => {
  const { flushes, flush } = heldFlush();
  const slow = { ...bounds, waitMs: 60_000, mostCalls: 500, mostWaiting: 5000, mostBytes: 5000 };
  const gatherer = openGatherer(flush, slow);
  // While the large flush is stored one call comes: it waits on for others, and goes when there are enough.
  const large = gatherer.add(origin, delivery(500));
  await expect.poll(() => flushes.length).toBe(1);
  const first = gatherer.add(origin, delivery(1));
  flushes[0]!.end();
  await large;
  const second = gatherer.add(origin, delivery(499));
  await expect.poll(() => flushes.length).toBe(2);
  expect(flushes[1]!.sizes).toEqual([1, 499]);
  flushes[1]!.end();
  await Promise.all([first, second]);
});
