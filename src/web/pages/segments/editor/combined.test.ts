import { expect, it } from 'vitest';
import { combinedAddress, combinedTree } from './combined.ts';

const of = (within: number[], without: number[]) =>
  combinedTree(new URLSearchParams(combinedAddress(within, without)));

it('a part of segments is who is in all of some and in none of the others', () => {
  const one = (segment: number) => ({ kind: 'segment', segment });
  expect(of([1, 2], [3, 4])).toEqual({
    op: 'all',
    of: [one(1), one(2), { op: 'none', of: [one(3), one(4)] }],
  });
  expect(of([7], [])).toEqual({ op: 'all', of: [one(7)] });
});

it('an address that names none is no such segment', () => {
  expect(of([], [3])).toBeUndefined();
  expect(combinedTree(new URLSearchParams('template=asleep'))).toBeUndefined();
  expect(combinedTree(new URLSearchParams('in=x,-1,1.5'))).toBeUndefined();
});
