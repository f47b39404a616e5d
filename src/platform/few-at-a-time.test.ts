import { expect, it } from 'vitest';
import { fewAtATime } from './few-at-a-time.ts';

it('begins so many, the next as one ends, in the order they came; one that fails makes place too', async () => {
  const inLine = fewAtATime(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const works = ends.map(({ promise }, n) =>
    inLine(() => {
      begun.push(n);
      return promise;
    }),
  );
  const settled = Promise.allSettled(works);
  expect(begun).toEqual([0, 1]);
  ends[1]!.resolve(10);
  expect(await works[1]).toBe(10);
  expect(begun).toEqual([0, 1, 2]);
  ends[0]!.reject(new Error('broke off'));
  await expect(works[0]).rejects.toThrow('broke off');
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const [n, { resolve }] of ends.entries()) resolve(n);
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  const again = await Promise.all([1, 2, 3].map((n) => inLine(async () => n)));
  expect(again).toEqual([1, 2, 3]);
});
