import { expect, it } from 'vitest';
import { plainOf, rulesOf } from './plain-rules.ts';

it('the form changes what it shows and nothing else', () => {
  const usual = rulesOf(100, plainOf(100));
  expect(usual).toMatchObject({ order: { points: 1, per_minor: 100 }, value_minor: 100 });
  const own = {
    ...usual,
    order: { ...usual.order, per_minor: 333, days: [{ on: 'monthly:8', percent: 200 }] },
    ...{ deeds: [{ deed: 'review', points: 5, most_per_day: null }], value_minor: 49 },
    expiry: { kind: 'year-end' as const, years: 1 },
  };
  expect(rulesOf(100, plainOf(100, own), own)).toEqual(own);
  const changed = rulesOf(100, { ...plainOf(100, own), perMajor: 2, expiryDays: 30 }, own);
  expect(changed).toEqual({
    ...own,
    order: { ...own.order, per_minor: 200 },
    expiry: { kind: 'days', days: 30 },
  });
});
