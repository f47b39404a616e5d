import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { retentionSubjects } from '../../../contract/retention.ts';
import { cutOf, firstKeptDay } from './retention-rules.ts';

it.each([
  ['2026-01-15T04:00:00Z', 1, 'Asia/Shanghai', '2025-12-01'],
  ['2026-01-15T04:00:00Z', 12, 'Asia/Shanghai', '2025-01-01'],
  ['2026-01-15T04:00:00Z', 13, 'Asia/Shanghai', '2024-12-01'],
  // In Shanghai it is March already.
  ['2024-02-29T16:00:00Z', 1, 'Asia/Shanghai', '2024-02-01'],
  ['2024-02-29T15:59:59Z', 1, 'Asia/Shanghai', '2024-01-01'],
  ['2024-02-29T16:00:00Z', 1, 'America/New_York', '2024-01-01'],
  ['2026-12-31T23:00:00Z', 1200, 'UTC', '1926-12-01'],
])('at %s a term of %i months keeps, in %s, from %s', (now, months, zone, day) => {
  expect(firstKeptDay(new Date(now), months, zone)).toBe(day);
});

it('the cut is the first instant of that day by the shop’s clock', () => {
  expect(cutOf('2024-11-01', 'Asia/Shanghai').before.toISOString()).toBe('2024-10-31T16:00:00.000Z');
  expect(cutOf('2024-11-01', 'America/New_York').before.toISOString()).toBe('2024-11-01T04:00:00.000Z');
  expect(cutOf('2024-03-01', 'UTC').before.toISOString()).toBe('2024-03-01T00:00:00.000Z');
});

it('the guide tells of every subject a term can be set for, and its class', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/retention.md', import.meta.url), 'utf8');
  const told = [...guide.matchAll(/^\| `([a-z-]+)` \| (\w+) \|/gm)].map(([, code, sort]) => [code, sort]);
  expect(told.sort()).toEqual(retentionSubjects.map((it) => [it.code, it.class]).sort());
});
