import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { facts } from '../facts/registry.ts';
import { exploredMeasures, measures, moneyColumns } from './catalogue.ts';
import { dimensions } from './dimensions.ts';
import { guide } from './guide.ts';
import { presentCatalogue } from './present-catalogue.ts';

const page = new URL('../../../../docs/guides/measures.md', import.meta.url).pathname;

it('has the measures of the issue, each once', () => {
  expect(measures.map(({ code }) => code)).toEqual(
    `customers new-customers buyers paid-orders gmv refunds net-sales aov orders-per-buyer repurchase-rate retention-rate
    recommendation-rate cross-sell-revenue active-customers refund-rate discount-rate cac click-rate conversion-rate`.split(
      /\s+/,
    ),
  );
});

it('says of every measure all there is to say, in both languages', () => {
  for (const { code, kind, denominator, label, definition, numerator, window, refunds } of exploredMeasures) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(denominator !== undefined, code).toBe(kind === 'ratio');
    for (const text of [
      label,
      definition,
      numerator,
      window,
      refunds,
      ...(denominator ? [denominator] : []),
    ]) {
      expect(text.zh, code).toMatch(/\p{Script=Han}/u);
      expect(text.en, code).toMatch(/[A-Za-z]/);
    }
  }
});

it('has the dimensions of the issue, for every measure', () => {
  const asked = ['channel', 'category', 'province', 'tier', 'new-returning', 'first-touch'];
  expect(dimensions.map(({ code }) => code)).toEqual(asked);
  for (const measure of presentCatalogue().measures) expect(measure.dimensions, measure.code).toEqual(asked);
});

it('knows which columns are money: sums of amounts, and nothing that counts', () => {
  const columns = Object.fromEntries(measures.map(({ code }) => [code, [...moneyColumns(code)].join(' ')]));
  expect(columns).toMatchObject({
    ...{ gmv: 'value numerator', aov: 'value numerator', 'paid-orders': '', cac: 'value numerator' },
    ...{ 'refund-rate': 'numerator denominator', 'click-rate': '', 'repurchase-rate': '' },
  });
});

it('wants less of what a shop pays or gives back, and more of everything else', () => {
  const less = presentCatalogue().measures.filter(({ better }) => better === 'down');
  expect(less.map(({ code }) => code)).toEqual(['refunds', 'refund-rate', 'discount-rate', 'cac']);
  expect(measures.filter(({ better }) => better === 'up')).toHaveLength(measures.length - less.length);
});

it('names every fact as it is found', () => {
  for (const [name, fact] of Object.entries(facts)) expect(fact.name).toBe(name);
});

/** Rewrite with UPDATE_GOLDEN=1. */
it('the guide is what the catalogue says', () => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(page, guide());
  expect(existsSync(page) && readFileSync(page, 'utf8')).toBe(guide());
});
