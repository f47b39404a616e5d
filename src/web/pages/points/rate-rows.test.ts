import { expect, it } from 'vitest';
import { usualRules } from './plain-rules.ts';
import { areRates, dayOfRow, isDeed, isRate, ratesOf, rowOfDay, withRates } from './rate-rows.ts';

const usual = usualRules(100);
const rules = {
  ...usual,
  order: {
    ...usual.order,
    items: [
      { category: ['茶', '白茶'], percent: 200 },
      { product_id: 7, percent: 0 },
    ],
    tiers: [{ tier: '金卡', percent: 150 }],
    days: [{ on: 'monthly:8', percent: 200 }],
    most_per_day: 2000,
  },
  deeds: [{ deed: 'review', points: 20, most_per_day: 40 }],
  budget: 1_000_000,
};

it('rules go through the rows of the form unchanged', () => {
  const rates = ratesOf(rules);
  expect(rates.items.map(({ of }) => of)).toEqual(['茶 / 白茶', '#7']);
  expect(areRates(rates)).toBe(true);
  expect(withRates(usual, rates)).toEqual(rules);
});

it('rows that mean nothing, or stand twice, are not saved', () => {
  const row = (of: string, percent: number | null = 1) => ({ id: 1, of, percent });
  for (const of of ['', '#0', '#x', 'a/b/c/d/e', 'a//b']) expect(isRate('items', row(of)), of).toBe(false);
  for (const of of ['11-11', 'monthly:32', 'weekly:8']) expect(isRate('days', row(of)), of).toBe(false);
  expect(isRate('days', row('2026-11-11'))).toBe(true);
  expect(isRate('tiers', row('金卡', null))).toBe(false);
  const deed = { id: 1, deed: 'order', points: 1, most: null };
  expect(isDeed(deed)).toBe(false);
  const rates = ratesOf(rules);
  expect(areRates({ ...rates, tiers: [row('金卡'), row(' 金卡')] })).toBe(false);
  expect(areRates({ ...rates, deeds: [...rates.deeds, ...rates.deeds] })).toBe(false);
});

it('a day is of its kind, and is written as it was read', () => {
  expect(dayOfRow('monthly:8')).toEqual({ kind: 'monthly', which: '8' });
  expect(dayOfRow('')).toEqual({ kind: 'once', which: '' });
  for (const of of ['2026-11-11', 'monthly:31', 'weekly:1', '']) {
    const { kind, which } = dayOfRow(of);
    expect(rowOfDay(kind, which)).toBe(of);
  }
});
