import { expect, it } from 'vitest';
import { operators, readSteps, writeSteps } from '../../../contract/event-steps.ts';
import { filterOf, operatorsOf } from './filter-rules.ts';

it('money is typed in whole units and kept in minor ones, of each of several', () => {
  const typed = { field: 'amount', operator: '>=', text: ' 19.9 ' } as const;
  expect(filterOf(typed, 100)).toEqual({ field: 'amount', operator: '>=', values: ['1990'] });
  expect(filterOf(typed, 1)?.values).toEqual(['20']);
  expect(filterOf({ ...typed, operator: '=', text: '0.29|1000' }, 100)?.values).toEqual(['29', '100000']);
});

it('what is no number is compared with nothing', () => {
  for (const field of ['amount', 'quantity', 'length'])
    for (const text of ['', 'x', '1,000', '1 2', '1|2'])
      expect(filterOf({ field, operator: '<', text }, 100), `${field} < ${text}`).toBeUndefined();
  expect(filterOf({ field: 'amount', operator: '=', text: '1|x' }, 100)).toBeUndefined();
  expect(filterOf({ field: 'category', operator: '!=', text: '家居| 茶' }, 100)?.values).toEqual([
    '家居',
    '茶',
  ]);
});

it('whatever can be chosen and typed is read back as it was', () => {
  for (const field of ['category', 'product', 'amount', 'quantity', 'channel', 'page title'])
    for (const operator of operatorsOf(field)) {
      const filter = filterOf({ field, operator, text: '12' }, 100);
      expect(filter, `${field}${operator}`).toBeDefined();
      const steps = [{ name: 'Product Viewed', filters: [filter!] }];
      expect(readSteps(writeSteps(steps))).toEqual(steps);
    }
  expect(operatorsOf('channel')).toEqual(operators);
});
