import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultQuietHours, isQuiet, minuteOf, timeOf } from './quiet-hours-rules.ts';

test('a minute is quiet where a walk from the first to the last comes by it', () => {
  const minute = fc.nat(1439);
  fc.assert(
    fc.property(minute, minute, minute, (from, until, at) => {
      fc.pre(from !== until);
      const quiet = new Set<number>();
      for (let it = from; it !== until; it = (it + 1) % 1440) quiet.add(it);
      const now = new Date(Date.UTC(2026, 0, 15, 0, at, 59));
      expect(isQuiet({ from: timeOf(from), until: timeOf(until) }, now, 'UTC')).toBe(quiet.has(at));
      expect(minuteOf(timeOf(from))).toBe(from);
    }),
  );
});

test.each([
  ['2026-01-15T13:59:59Z', 'Asia/Shanghai', false],
  ['2026-01-15T14:00:00Z', 'Asia/Shanghai', true],
  ['2026-01-15T16:00:00Z', 'Asia/Shanghai', true],
  ['2026-01-15T23:59:59Z', 'Asia/Shanghai', true],
  ['2026-01-16T00:00:00Z', 'Asia/Shanghai', false],
  ['2026-07-15T12:00:00Z', 'America/New_York', false],
  ['2026-01-15T12:30:00Z', 'America/New_York', true],
])('at %s in %s by the house: %j', (at, zone, quiet) => {
  expect(isQuiet(defaultQuietHours, new Date(at), zone)).toBe(quiet);
  expect(isQuiet(null, new Date(at), zone)).toBe(false);
});
