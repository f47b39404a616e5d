import { expect, it } from 'vitest';
import { expectedOf } from './expected-rules.ts';
import type { Mark } from './mark-store.ts';
import { isHidden, ranked } from './worklist-rules.ts';

it('expects of everybody what their forerunners spent, a head, and nothing of too few', () => {
  const then = { customers: 40, buyers: 10, orders: 12, net_sales: 80_000 };
  expect(expectedOf(then, 100)).toMatchObject({ money: 200_000, each: 2000 });
  expect(expectedOf({ ...then, customers: 29 }, 100)).toMatchObject({ money: null });
  expect(expectedOf({ ...then, net_sales: -500 }, 100)).toMatchObject({ money: 0 });
});

it('ranks by money, and without it as they came', () => {
  const tasks = [
    { code: 'a', expectedMoney: null },
    { code: 'b', expectedMoney: 5 },
    { code: 'c', expectedMoney: null },
    { code: 'd', expectedMoney: 9 },
    { code: 'e', expectedMoney: 0 },
  ];
  expect(ranked(tasks).map((it) => it.code)).toEqual(['d', 'b', 'e', 'a', 'c']);
});

it('keeps a done task away until its time or until there is more to do, a snoozed one until its time', () => {
  const now = new Date('2026-01-02T00:00:00Z');
  const mark = (state: Mark['state'], until: string): Mark => ({
    ...{ task: 'x', state, until: new Date(until), count: 5, markedBy: 'user:1', markedAt: now },
  });
  const later = '2026-01-03T00:00:00Z';
  expect(isHidden({ count: 5 }, undefined, now)).toBe(false);
  expect(isHidden({ count: 5 }, mark('done', later), now)).toBe(true);
  expect(isHidden({ count: 6 }, mark('done', later), now)).toBe(false);
  expect(isHidden({ count: 6 }, mark('snoozed', later), now)).toBe(true);
  expect(isHidden({ count: 5 }, mark('snoozed', '2026-01-02T00:00:00Z'), now)).toBe(false);
});
