import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOccurrences } from './occurrences.ts';

const path = join(mkdtempSync(join(tmpdir(), 'shuke-occurrences-')), 'seen.sqlite');

test('counts each content within its group exactly, in whatever order groups come back', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('o1', 'o2', 'o3'), fc.constantFrom('a', 'b')), {
    maxLength: 60,
  });
  const property = fc.property(rows, (items) => {
    const occurrences = countOccurrences(path);
    const naive = new Map<string, number>();
    for (const [group, content] of items) {
      const nth = (naive.get(`${group} ${content}`) ?? 0) + 1;
      naive.set(`${group} ${content}`, nth);
      expect(occurrences.keyOf(group, content)).toMatch(new RegExp(`^[\\w-]{12}#${nth}$`));
    }
    occurrences.close();
  });
  fc.assert(property, { numRuns: 100 });
  expect(existsSync(path)).toBe(false);
});

test('equal contents have one key, others another, in every run', () => {
  const once = countOccurrences(path);
  const [a, b] = [once.keyOf('o', 'a'), once.keyOf('o', 'b')];
  once.close();
  const again = countOccurrences(path);
  expect([again.keyOf('p', 'b'), again.keyOf('p', 'a')]).toEqual([b, a]);
  expect(a).not.toBe(b);
  again.close();
});
