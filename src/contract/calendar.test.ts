import { expect, test } from 'vitest';
import { occasionsBetween } from './calendar.ts';

test('a year of the market, in order', () => {
  expect(occasionsBetween('2026-01-01', '2026-12-31').map(({ code, day }) => `${day} ${code}`)).toEqual([
    '2026-02-17 spring-festival',
    '2026-03-08 womens-day',
    '2026-06-18 618',
    '2026-08-19 qixi',
    '2026-09-25 mid-autumn',
    '2026-10-01 national-day',
    '2026-11-11 1111',
    '2026-12-12 1212',
  ]);
});

test('both ends count, and nothing else', () => {
  expect(occasionsBetween('2025-11-11', '2025-12-12').map((it) => it.code)).toEqual(['1111', '1212']);
  expect(occasionsBetween('2025-11-12', '2025-12-11')).toEqual([]);
  expect(occasionsBetween('2025-12-12', '2025-11-11')).toEqual([]);
});

/** ICU's own approximation of the moon: right to a day, so a slip of the table by a month or a typing error shows. */
test.each([
  ['spring-festival', 1, 1],
  ['qixi', 7, 7],
  ['mid-autumn', 8, 15],
])('%s stands where the moon does, 2009 to 2035', (code, month, date) => {
  const moon = new Intl.DateTimeFormat('en-u-ca-chinese', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  });
  const days = occasionsBetween('2009-01-01', '2035-12-31').filter((it) => it.code === code);
  expect(days).toHaveLength(27);
  for (const { day } of days) {
    const around = [-1, 0, 1].map((by) => moon.format(Date.parse(day) + by * 86_400_000));
    expect(around, day).toContain(`${month}/${date}`);
  }
});

test('Spring Festival as the State Council had it', () => {
  const known = [
    '2022-02-01',
    '2023-01-22',
    '2024-02-10',
    '2025-01-29',
    '2026-02-17',
    '2027-02-06',
    '2030-02-03',
  ];
  const found = occasionsBetween('2022-01-01', '2030-12-31').filter((it) => it.code === 'spring-festival');
  expect(found.map((it) => it.day)).toEqual(expect.arrayContaining(known));
});
