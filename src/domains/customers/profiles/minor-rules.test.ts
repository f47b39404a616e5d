import { expect, it } from 'vitest';
import { isMinorOn } from './minor-rules.ts';

it.each([
  ['2012-11-27', '2026-11-26', true],
  ['2012-11-26', '2026-11-26', true],
  ['2012-11-26', '2026-11-27', false],
  ['2012-02-29', '2026-02-27', true],
  ['2012-02-29', '2026-02-28', true],
  ['2012-02-29', '2026-03-01', false],
  ['2014-02-28', '2028-02-28', true],
  ['2014-02-28', '2028-02-29', false],
  ['1990-01-01', '2026-11-26', false],
  ['2026-11-30', '2026-11-26', true],
  ['2011-12-31', '2025-12-31', true],
  ['2011-12-31', '2026-01-01', false],
])('born %s, on %s: %s', (birthday, today, minor) => expect(isMinorOn(birthday, today)).toBe(minor));

it('nobody becomes one as days pass, and everybody is one until the day after their birthday', () => {
  for (const birthday of ['2012-02-29', '2012-12-31', '2013-06-15']) {
    let before = true;
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2028, 0, 1); day += 86_400_000) {
      const now = isMinorOn(birthday, new Date(day).toISOString().slice(0, 10));
      expect(now && !before).toBe(false);
      before = now;
    }
    expect(before).toBe(false);
  }
});
