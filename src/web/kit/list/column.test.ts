import { expect, test } from 'vitest';
import { type Column, keptColumns } from './column.ts';

const columns: Column<object>[] = [
  { key: 'name', title: 'Name', render: () => '' },
  { key: 'city', title: 'City', render: () => '', hidden: true },
  { key: 'sales', title: 'Sales', render: () => '' },
];

test('columns are those chosen before, as far as there still are such, else those shown at first', () => {
  expect(keptColumns(columns, null)).toEqual(['name', 'sales']);
  expect(keptColumns(columns, 'city,gone')).toEqual(['city']);
  expect(keptColumns(columns, 'gone')).toEqual(['name', 'sales']);
  expect(keptColumns(columns, '')).toEqual(['name', 'sales']);
});
