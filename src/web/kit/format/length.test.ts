import { expect, test } from 'vitest';
import { lengthIn } from './length.ts';

test('a length of time is said in its two largest units', () => {
  expect(lengthIn(93_784)).toEqual([
    ['d', 1],
    ['h', 2],
  ]);
  expect(lengthIn(86_401)).toEqual([['d', 1]]);
  expect(lengthIn(59.6)).toEqual([['m', 1]]);
  expect(lengthIn(0.2)).toEqual([['s', 0]]);
});
