import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthdaysOf } from './birthday-rules.ts';
import { boundsOf, dayBegins } from './window-rules.ts';

const zones = ['Asia/Shanghai', 'Europe/London', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Apia'];
const zone = fc.constantFrom(...zones);
const moment = fc.integer({
  min: Date.parse('2011-12-28T00:00:00Z'),
  max: Date.parse('2026-12-31T00:00:00Z'),
});

/** The shop day of an instant, read from a clock on the wall. */
const dayAt = (at: number, timeZone: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone });
const inWindow = (window: string, one: number, at: number, timeZone: string) => {
  const { from = Number.NEGATIVE_INFINITY, to } = boundsOf(window, { at, timeZone });
  return one >= from && one < to;
};
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

describe('a window', () => {
  it('of days holds the instants of so many shop days, today the last, and nothing that is still to come', () => {
    fc.assert(
      fc.property(
        zone,
        moment,
        fc.integer({ min: -4 * 86_400_000, max: 86_400_000 }),
        (timeZone, at, off) => {
          const one = at + off;
          const away = daysBetween(dayAt(one, timeZone), dayAt(at, timeZone));
          expect(inWindow('3d', one, at, timeZone)).toBe(off <= 0 && away < 3);
          expect(inWindow('ever', one, at, timeZone)).toBe(off <= 0);
        },
      ),
    );
  });

  it('of hours is open at its older end, and holds the moment itself', () => {
    const at = Date.parse('2026-03-10T04:00:00Z');
    const held = [0, 1, 86_399_999, 86_400_000].map((ago) => inWindow('24h', at - ago, at, 'Asia/Shanghai'));
    expect(held).toEqual([true, true, true, false]);
  });

  it('of the calendar holds whole shop weeks from Monday, months, quarters and years', () => {
    const at = Date.parse('2026-03-10T16:30:00Z');
    const span = (window: string) => {
      const { from, to } = boundsOf(window, { at, timeZone: 'Asia/Shanghai' });
      return [dayAt(from!, 'Asia/Shanghai'), dayAt(to - 1, 'Asia/Shanghai')];
    };
    expect(span('this-week')).toEqual(['2026-03-09', '2026-03-11']);
    expect(span('last-week')).toEqual(['2026-03-02', '2026-03-08']);
    expect(span('last-month')).toEqual(['2026-02-01', '2026-02-28']);
    expect(span('last-quarter')).toEqual(['2025-10-01', '2025-12-31']);
    expect(span('this-year')).toEqual(['2026-01-01', '2026-03-11']);
    expect(span('2026-02-27..2026-03-01')).toEqual(['2026-02-27', '2026-03-01']);
  });

  it('begins with the first instant of a day, where midnight is skipped and where the whole day is', () => {
    expect(new Date(dayBegins('2024-09-08', 'America/Santiago')).toISOString()).toBe(
      '2024-09-08T04:00:00.000Z',
    );
    // Samoa had no 30 December 2011.
    expect(dayBegins('2011-12-30', 'Pacific/Apia')).toBe(dayBegins('2011-12-31', 'Pacific/Apia'));
  });
});

describe('a birthday', () => {
  const on = (when: Parameters<typeof birthdaysOf>[0], day: string) =>
    birthdaysOf(when, { at: Date.parse(`${day}T04:00:00Z`), timeZone: 'Asia/Shanghai' });

  it('of 29 February is on 1 March of other years', () => {
    expect([on('today', '2026-03-01')('2000-02-29'), on('today', '2026-02-28')('2000-02-29')]).toEqual([
      true,
      false,
    ]);
    expect([on('today', '2028-03-01')('2000-02-29'), on('today', '2028-02-29')('2000-02-29')]).toEqual([
      false,
      true,
    ]);
    expect(on('this-month', '2026-02-10')('2000-02-29')).toBe(false);
  });

  it('of the next month or week may be in the next year', () => {
    expect([
      on('next-month', '2026-12-10')('1990-01-31'),
      on('next-month', '2026-12-10')('1990-02-01'),
    ]).toEqual([true, false]);
    expect([
      on('next-7-days', '2026-12-29')('1990-01-04'),
      on('next-7-days', '2026-12-29')('1990-01-05'),
    ]).toEqual([true, false]);
  });
});
