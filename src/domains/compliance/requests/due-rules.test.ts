import { expect, it } from 'vitest';
import { dueDayOf } from './due-rules.ts';

it.each([
  ['2026-11-26', '2026-12-17'],
  ['2026-11-27', '2026-12-18'],
  ['2026-11-28', '2026-12-18'],
  ['2026-11-29', '2026-12-18'],
  ['2026-12-25', '2027-01-15'],
])('what came on %s is due by %s', (received, due) => expect(dueDayOf(received)).toBe(due));
