import { expect, it } from 'vitest';
import { rememberMarked } from './remember-marked.ts';
import { shareNext } from './share-next.ts';

it('what was counted is good as long as its mark, and no longer', () => {
  const memory = rememberMarked();
  memory.keep('a', '1', { value: 7, rows: 1 });
  expect(memory.find('a', '1')).toBe(7);
  expect(memory.find('a', '2')).toBeUndefined();
  expect(memory.find('b', '1')).toBeUndefined();
  memory.keep('a', '2', { value: 8, rows: 1 });
  expect([memory.find('a', '1'), memory.find('a', '2')]).toEqual([undefined, 8]);
});

it('what was not asked for longest gives way, and one too large for all is not kept', () => {
  const memory = rememberMarked(1000);
  for (const key of ['a', 'b', 'c']) memory.keep(key, '1', { value: key, rows: 300 });
  memory.find('a', '1');
  memory.keep('d', '1', { value: 'd', rows: 300 });
  expect(['a', 'b', 'c', 'd'].map((key) => memory.find(key, '1'))).toEqual(['a', undefined, 'c', 'd']);
  memory.keep('e', '1', { value: 'e', rows: 5000 });
  expect(['a', 'c', 'd', 'e'].map((key) => memory.find(key, '1'))).toEqual(Array(4).fill(undefined));
});

it('callers who come before it is asked, or while it is, share one asking that begins after they came', async () => {
  const share = shareNext<number>();
  const ends: ((fails: boolean) => void)[] = [];
  const ask = () =>
    share('a', () => {
      const at = ends.length + 1;
      return new Promise((resolve, reject) =>
        ends.push((fails) => (fails ? reject(new Error('no')) : resolve(at))),
      );
    });
  const first = Promise.allSettled([ask(), ask()]);
  expect(ends).toHaveLength(0);
  await expect.poll(() => ends.length).toBe(1);
  const late = [ask(), ask()];
  expect(ends).toHaveLength(1);
  ends[0]!(true);
  expect((await first).map((it) => it.status)).toEqual(['rejected', 'rejected']);
  await expect.poll(() => ends.length).toBe(2);
  const later = ask();
  ends[1]!(false);
  expect(await Promise.all(late)).toEqual([2, 2]);
  await expect.poll(() => ends.length).toBe(3);
  ends[2]!(false);
  expect(await later).toBe(3);
  const alone = ask();
  await expect.poll(() => ends.length).toBe(4);
  ends[3]!(false);
  expect(await alone).toBe(4);
});
