import { expect, test } from 'vitest';
import { stepsIn, suggestedSteps } from './funnel-view.ts';

test('the first funnel is made of what the shop has', () => {
  expect(suggestedSteps(['X', 'Order Completed', 'Product Viewed'])).toBe('Product Viewed,Order Completed');
  expect(suggestedSteps(['a,b', 'Y', 'Z', 'W'])).toBe('a\\,b,Y,Z');
  expect(suggestedSteps(['A'])).toBe('');
});

test('an address that is none has no steps', () => {
  expect(stepsIn('A,')).toEqual([]);
  expect(stepsIn('A,B[x=1]')).toHaveLength(2);
});
