import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultQuietHours, isQuiet, minuteOf, quietUntil, timeOf } from './quiet-hours-rules.ts';

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

test('a quiet time ends at the first minute whose clock shows none', () => {
  const minute = fc.nat(1439);
  fc.assert(
    fc.property(minute, minute, minute, (from, until, at) => {
      fc.pre(from !== until);
      const hours = { from: timeOf(from), until: timeOf(until) };
      const now = new Date(Date.UTC(2026, 0, 15, 0, at, 31));
      const end = quietUntil(hours, now, 'UTC');
      if (!isQuiet(hours, now, 'UTC')) {
        expect(end).toBeUndefined();
        return;
      }
      expect(end!.getTime()).toBeGreaterThan(now.getTime());
      expect(isQuiet(hours, end!, 'UTC')).toBe(false);
      expect(isQuiet(hours, new Date(end!.getTime() - 1), 'UTC')).toBe(true);
    }),
  );
});

test('a quiet time over a change of clocks ends outside it, within an hour', () => {
  // Clocks in Berlin jump from 2:00 to 3:00 on 29 March 2026, and back from 3:00 on 25 October.
  for (const night of ['2026-03-28T23:00:00Z', '2026-10-24T22:30:00Z']) {
    const end = quietUntil({ from: '22:00', until: '02:30' }, new Date(night), 'Europe/Berlin')!;
    expect(isQuiet({ from: '22:00', until: '02:30' }, end, 'Europe/Berlin')).toBe(false);
    expect(end.getTime() - Date.parse(night)).toBeLessThanOrEqual(4.5 * 3_600_000);
  }
});
