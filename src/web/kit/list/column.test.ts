import { expect, test } from 'vitest';
import { type Column, keptColumns, moved } from './column.ts';

const columns: Column<object>[] = [
  { key: 'name', title: 'Name', render: () => '' },
  { key: 'city', title: 'City', render: () => '', hidden: true },
  { key: 'sales', title: 'Sales', render: () => '' },
];

test('columns are those chosen before, as far as there still are such, else those shown at first', () => {
  expect(keptColumns(columns, undefined)).toEqual(['name', 'sales']);
  expect(keptColumns(columns, ['sales', 'gone', 'city', 'sales'])).toEqual(['sales', 'city']);
  expect(keptColumns(columns, ['gone'])).toEqual(['name', 'sales']);
  expect(keptColumns(columns, 'name')).toEqual(['name', 'sales']);
});

test('a column moves by one place, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
});
