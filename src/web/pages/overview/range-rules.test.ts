import { expect, test } from 'vitest';
import { presets, rangeOf, stepFor } from './range-rules.ts';

const around = { today: '2026-03-31', ordersFrom: '2010-12-01', ordersTo: '2011-12-09' };
const view = { range: '30d', from: '', to: '', by: 'auto' };
const of = (change: Partial<typeof view>) => rangeOf({ ...view, ...change }, around);

test('the last days are whole days and end yesterday', () => {
  expect(of({})).toEqual({ preset: '30d', from: '2026-03-01', to: '2026-03-30', by: 'day' });
  expect(of({ range: '7d' })).toMatchObject({ from: '2026-03-24', to: '2026-03-30' });
});

test('months and years are those of the calendar', () => {
  expect(of({ range: 'this-month' })).toMatchObject({ from: '2026-03-01', to: '2026-03-31' });
  expect(of({ range: 'last-month' })).toMatchObject({ from: '2026-02-01', to: '2026-02-28' });
  expect(of({ range: 'this-year' })).toMatchObject({ from: '2026-01-01', to: '2026-03-31', by: 'week' });
});

test('everything is from the first order to the last', () => {
  expect(of({ range: 'all' })).toMatchObject({ from: '2010-12-01', to: '2011-12-09', by: 'week' });
  const none = { ...around, ordersFrom: null, ordersTo: null };
  expect(rangeOf({ ...view, range: 'all' }, none)).toMatchObject({ from: '2026-03-01', to: '2026-03-31' });
});

test('what an address says that is no range is the last 30 days', () => {
  const broken = [
    { range: 'custom', from: '2026-02-30x', to: '2026-03-01' },
    { range: 'custom', from: '2026-03-02', to: '2026-03-01' },
    { range: 'forever' },
  ];
  for (const it of broken) expect(of(it)).toMatchObject({ preset: '30d', from: '2026-03-01' });
  expect(of({ range: 'custom', from: '2025-01-01', to: '2025-01-02' })).toMatchObject({ preset: 'custom' });
});

test('the step is the one asked for, unless it makes thousands of marks', () => {
  expect(of({ by: 'month' }).by).toBe('month');
  expect(of({ by: 'hour' }).by).toBe('day');
  expect(of({ range: 'custom', from: '2015-01-01', to: '2025-01-01', by: 'day' }).by).toBe('month');
  expect([stepFor('2026-01-01', '2026-03-03'), stepFor('2026-01-01', '2026-03-04')]).toEqual(['day', 'week']);
  expect(presets).toContain('all');
});
