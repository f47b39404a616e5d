import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsAfter, periodAfter, trialFrom } from './period-rules.ts';
import { refundOf } from './refund-rules.ts';
import { tellingOf, toldBy } from './tell-rules.ts';

const shanghai = 'Asia/Shanghai';

describe('how long a period lasts', () => {
  it.each([
    ['2026-01-31', 1, 31, '2026-02-28'],
    ['2026-02-28', 1, 31, '2026-03-31'],
    ['2028-01-31', 1, 31, '2028-02-29'],
    ['2028-02-29', 12, 29, '2029-02-28'],
    ['2029-02-28', 36, 29, '2032-02-29'],
    ['2026-08-31', 3, 31, '2026-11-30'],
    ['2026-12-31', 1, 31, '2027-01-31'],
    ['2026-11-15', 2, 15, '2027-01-15'],
    ['2026-01-30', 1, 30, '2026-02-28'],
    ['2026-02-28', 1, 28, '2026-03-28'],
  ])('%s and %i months, on the %ith, is %s', (day, months, monthDay, expected) => {
    expect(monthsAfter(day, months, monthDay)).toBe(expected);
  });

  it('begins when it is bought and ends at midnight of the shop behind the day of the same number', () => {
    const beginsAt = new Date('2026-01-31T10:00:00Z');
    const it = { beginsAt, day: '2026-01-31', monthDay: 31, timeZone: shanghai };
    expect(periodAfter({ ...it, period: 'month' })).toMatchObject({
      ...{ beginsAt, lastDay: '2026-02-28', endsAt: new Date('2026-02-28T16:00:00Z') },
    });
    const { months, endsAt } = periodAfter({ ...it, period: 'quarter' });
    expect(months.map((of) => of.endsAt.toISOString().slice(0, 13))).toEqual([
      ...['2026-02-28T16', '2026-03-31T16', '2026-04-30T16'],
    ]);
    expect(months[0]!.opensAt).toEqual(beginsAt);
    expect(months.at(-1)!.endsAt).toEqual(endsAt);
  });

  it('a day of 23 or 25 hours is a day all the same', () => {
    const it = { beginsAt: new Date('2026-02-09T12:00:00Z'), day: '2026-02-09', monthDay: 9 };
    const { endsAt } = periodAfter({ ...it, period: 'month', timeZone: 'America/New_York' });
    // Clocks were set forward on 8 March: midnight is four hours behind UTC, not five.
    expect(endsAt.toISOString()).toBe('2026-03-10T04:00:00.000Z');
  });

  it('a trial counts the days behind the one it begins on', () => {
    const trial = trialFrom(new Date('2026-02-20T15:59:00Z'), 7, shanghai);
    expect([trial.lastDay, trial.endsAt.toISOString()]).toEqual(['2026-02-27', '2026-02-27T16:00:00.000Z']);
    expect(trialFrom(new Date('2026-02-20T16:00:00Z'), 7, shanghai).lastDay).toBe('2026-02-28');
  });

  it('periods follow one another without gap, and short months move nothing', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom(shanghai, 'America/New_York', 'Pacific/Apia', 'UTC'),
        fc.integer({ min: 2, max: 30 }),
        (bought, timeZone, count) => {
          const first = bought.toLocaleDateString('sv-SE', { timeZone });
          const monthDay = Number(first.slice(8));
          let [day, beginsAt] = [first, bought];
          for (let n = 1; n <= count; n += 1) {
            const next = periodAfter({ beginsAt, day, monthDay, period: 'month', timeZone });
            expect(next.lastDay).toBe(monthsAfter(first, n, monthDay));
            const lastMoment = new Date(next.endsAt.getTime() - 1);
            expect(lastMoment.toLocaleDateString('sv-SE', { timeZone })).toBe(next.lastDay);
            expect(next.endsAt > beginsAt).toBe(true);
            [day, beginsAt] = [next.lastDay, next.endsAt];
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what a refund gives back', () => {
  const beginsAt = new Date('2026-01-01T00:00:00Z');
  const endsAt = new Date('2026-01-11T00:00:00Z');
  const at = (day: number) => new Date(beginsAt.getTime() + day * 86_400_000);
  const period = { paid: 1000, worthMinor: 1000, takenMinor: 0, beginsAt, endsAt };

  it.each([
    ['before it begins, all', {}, -3, 1000],
    ['at once, all', {}, 0, 1000],
    ['half way, half', {}, 5, 500],
    ['rounded down', { paid: 999, worthMinor: 999 }, 5, 499],
    ['at the end, nothing', {}, 10, 0],
    ['behind the end, nothing', {}, 30, 0],
    ['benefits used weigh where they are more', { takenMinor: 700 }, 5, 300],
    ['time weighs where it is more', { takenMinor: 200 }, 5, 500],
    ['more used than paid, nothing', { takenMinor: 4000 }, 1, 0],
    ['a period ahead of which something was used', { takenMinor: 1 }, -1, 999],
    ['points by what they are worth', { paid: 300, worthMinor: 1500, takenMinor: 500 }, 0, 200],
    [
      'the largest amounts without rounding',
      { paid: 1_000_000_000, worthMinor: 1_000_000_000 },
      9,
      100_000_000,
    ],
  ])('%s', (_, change, day, expected) => {
    expect(refundOf({ ...period, ...change }, at(day))).toBe(expected);
  });

  it('is never more than paid, never below nothing, and never grows with time or use', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amount, amount, fc.nat(2_000_000_000), fc.nat(20), (paid, worthMinor, takenMinor, day) => {
        const of = { ...period, paid, worthMinor, takenMinor };
        const given = refundOf(of, at(day));
        expect(given).toBeGreaterThanOrEqual(0);
        expect(given).toBeLessThanOrEqual(paid);
        expect(refundOf(of, at(day + 1))).toBeLessThanOrEqual(given);
        expect(refundOf({ ...of, takenMinor: takenMinor + 1 }, at(day))).toBeLessThanOrEqual(given);
      }),
    );
  });
});

it('whoever is told in time can be renewed at the end: the two rules meet', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const { from, to } = tellingOf(now);
  expect(toldBy(from)).toEqual(now);
  expect(to > from).toBe(true);
});
