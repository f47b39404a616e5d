import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from '../../../test/properties.ts';
import { countApart } from './count-apart.ts';
import type { Segment } from './segment-store.ts';

const segments = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ segmentId: n + 1 }) as Segment);
const ids = (some: readonly Segment[]) => some.map(({ segmentId }) => segmentId);
const fine = async () => {};

it('whichever fail, they stand alone, and every other is answered once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (fails) => {
      const all = segments(fails.length);
      const work = async (part: readonly Segment[]) => {
        if (part.some(({ segmentId }) => fails[segmentId - 1])) throw new Error('no such window');
        return ids(part);
      };
      const { answers, failed } = await countApart(all, work, fine);
      expect(answers.flat()).toEqual(ids(all).filter((id) => !fails[id - 1]));
      expect(failed.map(({ segmentId }) => segmentId)).toEqual(ids(all).filter((id) => fails[id - 1]));
    }),
    cases(100, 60),
  );
});

it('an engine that cannot count the persons either is to blame, and is asked little', async () => {
  let asked = 0;
  const away = new Error('memory');
  const work = async () => {
    asked += 1;
    throw new Error('memory');
  };
  const answer = countApart(segments(300), work, () => Promise.reject(away));
  await expect(answer).rejects.toBe(away);
  expect(asked).toBe(10);
});
