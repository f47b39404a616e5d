import { expect, it } from 'vitest';
import { isWhole, plainOf, rulesOf, usualRules } from './plain-rules.ts';

const usual = usualRules(100);
const own = {
  ...usual,
  order: { ...usual.order, per_minor: 333, days: [{ on: 'monthly:8', percent: 200 }] },
  ...{ deeds: [{ deed: 'review', points: 5, most_per_day: null }], value_minor: 49 },
  expiry: { kind: 'year-end' as const, years: 1 },
};

it('the form changes what it shows and nothing else, to the minor unit', () => {
  for (const rules of [usual, own, { ...own, expiry: { kind: 'never' as const } }])
    expect(rulesOf(plainOf(rules), usual.order === rules.order ? usual : own)).toEqual(rules);
  const changed = rulesOf({ ...plainOf(own), perMinor: 250, expiry: 'days', expiryDays: 30 }, own);
  expect(changed).toEqual({
    ...own,
    order: { ...own.order, per_minor: 250 },
    expiry: { kind: 'days', days: 30 },
  });
});

it('a figure that these rules need is missing or not, one that they do not need never is', () => {
  const plain = plainOf(own);
  expect(isWhole(plain)).toBe(true);
  for (const name of [
    'points',
    'perMinor',
    'returnDays',
    'transitDays',
    'approval',
    'valueMinor',
    'expiryYears',
  ])
    expect(isWhole({ ...plain, [name]: null }), name).toBe(false);
  expect(isWhole({ ...plain, expiryDays: null })).toBe(true);
  expect(isWhole({ ...plain, expiry: 'days', expiryDays: null })).toBe(false);
  expect(isWhole({ ...plain, expiry: 'never', expiryDays: null, expiryYears: null })).toBe(true);
});
