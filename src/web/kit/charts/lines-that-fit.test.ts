import { expect, test } from 'vitest';
import { linesThatFit } from './lines-that-fit.ts';

const lines = ['重要价值', '650 · 33.2%'];

test('a label is there whole or not at all', () => {
  expect(linesThatFit(lines, { width: 120, height: 60 })).toEqual(lines);
  expect(linesThatFit(lines, { width: 120, height: 30 })).toEqual(['重要价值']);
  expect(linesThatFit(lines, { width: 70, height: 60 })).toEqual(['重要价值']);
  expect(linesThatFit(lines, { width: 40, height: 60 })).toEqual([]);
  expect(linesThatFit(lines, { width: 120, height: 10 })).toEqual([]);
});

test('a name of several words is broken between them where there is room below', () => {
  const english = ['Important, to win back', '382 · 8.8%'];
  expect(linesThatFit(english, { width: 110, height: 64 })).toEqual(english);
  expect(linesThatFit(english, { width: 110, height: 46 })).toEqual(['Important, to win back']);
  expect(linesThatFit(english, { width: 110, height: 30 })).toEqual(['382 · 8.8%']);
  expect(linesThatFit(english, { width: 60, height: 200 })).toEqual([]);
});
