import { expect, test } from 'vitest';
import { nextSort, orderOf } from './sort-rules.ts';

const both = { descending: 'orders', ascending: 'orders.asc' };

test('clicks on a heading go most first, least first, and back to the order of the server', () => {
  expect(nextSort(both, 'last-order')).toBe('orders');
  expect(nextSort(both, undefined)).toBe('orders');
  expect(nextSort(both, 'orders')).toBe('orders.asc');
  expect(nextSort(both, 'orders.asc')).toBe('');
  expect(nextSort({ ascending: 'name' }, '')).toBe('name');
  expect(nextSort({ ascending: 'name' }, 'name')).toBe('');
});

test('a heading knows whether rows stand by it', () => {
  expect(orderOf(both, 'orders')).toBe('descend');
  expect(orderOf(both, 'orders.asc')).toBe('ascend');
  expect(orderOf(both, 'last-order')).toBeUndefined();
  expect(orderOf({ ascending: 'name' }, undefined)).toBeUndefined();
});
