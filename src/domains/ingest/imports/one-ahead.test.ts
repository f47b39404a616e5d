import { expect, test } from 'vitest';
import { oneAhead } from './one-ahead.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Counts to three and writes down which numbers were begun; fails at `failing`. */
async function* counted(begun: number[], failing = 0): AsyncGenerator<number> {
  for (const n of [1, 2, 3]) {
    begun.push(n);
    if (n === failing) throw new Error(`no ${n}`);
    yield n;
  }
}

test('the next is begun at the moment the taker chooses, once; at the latest when it is asked for', async () => {
  const begun: number[] = [];
  const seen: [number, number[]][] = [];
  for await (const { item, ahead } of oneAhead(counted(begun))) {
    await turn();
    const before = [...begun];
    if (item === 2) {
      ahead();
      ahead();
      expect(begun).toEqual(before); // what was under way goes out first
      await turn();
      await turn();
    }
    seen.push([item, [...begun]]);
  }
  expect(seen).toEqual([
    [1, [1]],
    [2, [1, 2, 3]],
    [3, [1, 2, 3]],
  ]);
});

test('a failure ahead is told where its item is due, behind all that were good', async () => {
  const items: number[] = [];
  const taking = async () => {
    for await (const { item, ahead } of oneAhead(counted([], 3))) {
      ahead();
      await turn();
      items.push(item);
    }
  };
  await expect(taking()).rejects.toThrow('no 3');
  expect(items).toEqual([1, 2]);
});

test('who stops taking hears nothing of what would have come, and the source is closed', async () => {
  let closed = false;
  async function* source() {
    try {
      yield* counted([], 2);
    } finally {
      closed = true;
    }
  }
  for await (const { ahead } of oneAhead(source())) {
    ahead();
    break;
  }
  expect(closed).toBe(true);
});
