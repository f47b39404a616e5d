import { expect, test } from 'vitest';
import { supervise } from './supervise.ts';

/** A server by itself: dead after some looks, starting after some tries. */
function staged(play: { failures: number; looks: number; stopAfter?: number }) {
  const { failures, looks, stopAfter } = play;
  const stopping = new AbortController();
  const news: string[] = [];
  const pauses: number[] = [];
  let [left, pid, seen] = [failures, 1, 0];
  const it = {
    pid: () => pid,
    isAlive: async () => {
      seen += 1;
      if (seen > looks) stopping.abort();
      return seen !== 2;
    },
    start: async () => {
      left -= 1;
      if (left >= 0) throw new Error('full');
      pid += 1;
    },
    news: {
      died: (was: number) => news.push(`died ${was}`),
      revived: (is: number, tries: number) => news.push(`revived ${is} after ${tries}`),
      failed: (_error: unknown, pauseMs: number) => {
        if (pauses.push(pauseMs) === stopAfter) stopping.abort();
      },
    },
  };
  const running = supervise(
    it as Parameters<typeof supervise>[0],
    stopping.signal,
    () => new Promise(setImmediate),
  );
  return { running, news, pauses };
}

test('a dead server is started again, more and more patiently, and told of', async () => {
  const { running, news, pauses } = staged({ failures: 7, looks: 5 });
  await running;
  expect(news).toEqual(['died 1', 'revived 2 after 8']);
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('a stop ends the tries', async () => {
  const { running, news, pauses } = staged({ failures: Number.POSITIVE_INFINITY, looks: 100, stopAfter: 3 });
  await running;
  expect(news).toEqual(['died 1']);
  expect(pauses).toHaveLength(3);
});
