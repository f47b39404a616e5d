import { expect, it } from 'vitest';
import { inPieces, type Window, windowsAhead, windowsTo } from './windows-ahead.ts';

it('windows hold every number once, and no more than an answer may', () => {
  expect([...windowsTo(0)]).toEqual([]);
  for (const last of [1, 49_999, 50_000, 50_001, 150_000]) {
    const windows = [...windowsTo(last)];
    expect(windows[0]!.first).toBe(1);
    expect(windows.at(-1)!.last).toBe(last);
    for (const [n, it] of windows.slice(1).entries()) expect(it.first).toBe(windows[n]!.last + 1);
    expect(Math.max(...windows.map((it) => it.last - it.first + 1))).toBeLessThanOrEqual(50_000);
  }
});

it('the next window is being read while the one before is worked on, and no more than it', async () => {
  const begun: number[] = [];
  const read = async ({ first }: Window) => begun.push(first);
  const seen: (readonly [number, number])[] = [];
  for await (const { upTo } of windowsAhead(120_000, read)) seen.push([upTo, begun.length]);
  expect(seen).toEqual([
    [50_000, 2],
    [100_000, 3],
    [120_000, 3],
  ]);
});

it('a reading that fails is the failure of whoever takes it, and of nobody who stopped before', async () => {
  const broken = new Error('the engine went away');
  const read = async ({ first }: Window) => {
    if (first > 1) throw broken;
  };
  const all = async () => {
    for await (const _ of windowsAhead(100_000, read));
  };
  await expect(all()).rejects.toBe(broken);
  for await (const _ of windowsAhead(100_000, read)) break;
});

it('pieces are all of it, in its order', () => {
  const all = Array.from({ length: 1_203 }, (_, n) => n);
  expect([...inPieces(all)].flat()).toEqual(all);
  expect([...inPieces([])]).toEqual([]);
});
