import { expect, test } from 'vitest';
import { sayDetails } from './say-details.ts';

test('details are names and values, and nothing of them is left out', () => {
  expect(sayDetails({})).toBe('');
  expect(sayDetails({ role: 'marketer', rows: 0, ok: false, none: null })).toBe(
    'role: marketer · rows: 0 · ok: false · none: null',
  );
  expect(sayDetails({ by: ['text', 'phone'], deep: [{ a: 1 }], in: { from: 'x' } })).toBe(
    'by: text, phone · deep: [{"a":1}] · in: {"from":"x"}',
  );
});
