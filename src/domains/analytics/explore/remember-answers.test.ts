import { expect, it } from 'vitest';
import type { PivotAnswer } from '../../../contract/explore.ts';
import { rememberAnswers } from './remember-answers.ts';

const answerOf = (cells: number): PivotAnswer => ({
  ...{ from: '2026-01-01', to: '2026-01-02', before: null, currency: 'CNY', measures: [], dimensions: [] },
  ...{ periods: [], labels: [], refused: [], other_currencies: [], scores: [] },
  cells: Array.from({ length: cells }, () => ({ keys: [], numbers: [] })),
});

it('an answer is known for half a minute, and no longer', () => {
  let now = 0;
  const remembered = rememberAnswers({ now: () => new Date(now) });
  const answer = answerOf(1);
  remembered.keep('a', answer);
  now = 29_999;
  expect(remembered.find('a')).toBe(answer);
  expect(remembered.find('b')).toBeUndefined();
  now = 30_000;
  expect(remembered.find('a')).toBeUndefined();
});

it('the oldest answers give way once there are 100,000 cells, or 500 answers', () => {
  const remembered = rememberAnswers({ now: () => new Date(0) });
  for (const key of ['a', 'b', 'c']) remembered.keep(key, answerOf(40_000));
  expect(['a', 'b', 'c'].map((key) => remembered.find(key) !== undefined)).toEqual([false, true, true]);
  remembered.keep('b', answerOf(1));
  remembered.keep('d', answerOf(59_000));
  expect(['b', 'c', 'd'].map((key) => remembered.find(key) !== undefined)).toEqual([true, true, true]);
  for (let n = 0; n < 600; n += 1) remembered.keep(`n${n}`, answerOf(0));
  expect(remembered.find('n99')).toBeUndefined();
  expect(remembered.find('n100')).toBeDefined();
});
