import { expect, it } from 'vitest';
import { type Cell, groupOf, groups, highFrom, meanScores } from './rfm-rules.ts';

const cell = (r: number, f: number, m: number, customers = 1): Cell => ({
  r,
  f,
  m,
  customers,
  orders: 0,
  netSales: 0,
});
const nameOf = (it: Cell, high = { r: 4, f: 4, m: 4 }) =>
  groups.find((group) => group.code === groupOf(it, high))!.name;

it('names the eight groups as merchants know them', () => {
  expect(nameOf(cell(5, 5, 5))).toBe('重要价值');
  expect(nameOf(cell(5, 1, 5))).toBe('重要发展');
  expect(nameOf(cell(1, 5, 5))).toBe('重要保持');
  expect(nameOf(cell(1, 1, 5))).toBe('重要挽留');
  expect(nameOf(cell(5, 5, 1))).toBe('一般价值');
  expect(nameOf(cell(5, 1, 1))).toBe('一般发展');
  expect(nameOf(cell(1, 5, 1))).toBe('一般保持');
  expect(nameOf(cell(1, 1, 1))).toBe('一般挽留');
});

it('takes the mean over customers, not over cells', () => {
  expect(meanScores([cell(1, 1, 1, 9), cell(5, 5, 5)])).toEqual({ r: 1.4, f: 1.4, m: 1.4 });
});

it('equal to the mean is not above it', () => {
  expect(highFrom([cell(3, 2, 1), cell(3, 3, 5)], 'mean')).toEqual({ r: 4, f: 3, m: 4 });
});

it('when all score the same, nobody is high by the mean', () => {
  const cells = [cell(5, 5, 5, 3)];
  expect(nameOf(cells[0]!, highFrom(cells, 'mean'))).toBe('一般挽留');
  expect(nameOf(cells[0]!, highFrom(cells, 4))).toBe('重要价值');
});
