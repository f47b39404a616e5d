import { expect, test } from 'vitest';
import { beginsWith, isReady, nothingChosen } from './start-rules.ts';

const money = { plan_id: 3, terms: { price: { kind: 'money', minor: 2500 } } } as const;
const points = { plan_id: 4, terms: { price: { kind: 'points', points: 300 } } } as const;
const start = { ...nothingChosen, planId: 3 };

test('money taken outside is noted by its number; a trial and a plan in points want none', () => {
  expect(isReady(start, money)).toBe(false);
  expect(isReady({ ...start, payment: '收据 12' }, money)).toBe(false);
  const paid = { ...start, payment: ' 4200001 ', renews: true };
  expect(isReady(paid, money)).toBe(true);
  expect(beginsWith(paid, money)).toEqual({
    ...{ plan_id: 3, trial: false, auto_renew: true },
    payment: { ref: '4200001', minor: 2500 },
  });
  const trial = { ...paid, isTrial: true };
  expect(isReady({ ...trial, payment: '' }, money)).toBe(true);
  expect(beginsWith(trial, money).payment).toBeNull();
  expect(isReady(start, points)).toBe(true);
  expect(beginsWith({ ...paid, planId: 4 }, points)).toMatchObject({ plan_id: 4, payment: null });
});
