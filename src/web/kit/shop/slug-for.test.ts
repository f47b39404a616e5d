import { expect, test } from 'vitest';
import { slugFor } from './slug-for.ts';

test('an address is made of what a name has of Latin letters', () => {
  expect(['梅子家居 Mei Home', '梅子家居', '--Café 1--', ''].map(slugFor)).toEqual([
    ...['mei-home', 'shop', 'cafe-1', 'shop'],
  ]);
});
