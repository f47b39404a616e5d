import { expect, it } from 'vitest';
import { draftOf, emptyDraft, isReady, termsOf } from './draft-plan.ts';
import type { Terms } from './paths.ts';

const terms: Terms = {
  ...{
    name: { zh: '年卡', en: 'Yearly' },
    period: 'year',
    price: { kind: 'money', minor: 9990 },
    trial_days: 7,
  },
  member_prices: [{ name: { zh: '九折', en: '10% off' }, percent: 90, category: ['茶', '白茶'] }],
  free_shipping: { count: 12, worth_minor: 650 },
  coupons: [{ coupon: 'tea-10', count: 2, worth_minor: 1000 }],
  points_percent: 150,
};

it('what the form was filled from comes out of it again', () => {
  const inPoints: Terms = { ...terms, price: { kind: 'points', points: 300, worth_minor: 1999 } };
  for (const of of [terms, inPoints]) {
    const draft = draftOf(of, true, 100);
    expect([termsOf(draft, 100), isReady(draft)]).toEqual([of, true]);
  }
});

it('wants a name, a price and names in every row; the other language may be missing', () => {
  expect(isReady(emptyDraft)).toBe(false);
  const named = { ...emptyDraft, zh: '卡', money: 9.9 };
  expect(isReady(named)).toBe(true);
  expect(termsOf(named, 100)).toMatchObject({ name: { zh: '卡', en: '卡' }, price: { minor: 990 } });
  expect(isReady({ ...named, kind: 'points' })).toBe(false);
  expect(isReady({ ...named, coupons: [{ id: 1, coupon: ' ', count: 1, worth: 1 }] })).toBe(false);
});
