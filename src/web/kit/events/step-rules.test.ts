import { expect, it } from 'vitest';
import { moved, replaced, without } from './step-rules.ts';

it('one is moved, replaced or left out, and the others keep their order', () => {
  const steps = ['a', 'b', 'c'];
  expect(moved(steps, 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(steps, 0, 1)).toEqual(['b', 'a', 'c']);
  expect(replaced(steps, 1, 'x')).toEqual(['a', 'x', 'c']);
  expect(without(steps, 0)).toEqual(['b', 'c']);
  expect(steps).toEqual(['a', 'b', 'c']);
});
