/**
 * How busy a day is, as a factor on everybody's buying: the week, the sales days every shop in China plans by, and the
 * quiet of Spring Festival, when couriers rest. All days are days of Asia/Shanghai (UTC+8, no summer time).
 */
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** Highest factor `season` gives: the bound for thinning a Poisson process. */
export const BUSIEST = 6;

/** Monday first. Evenings of the weekend sell best. */
const WEEK = [0.9, 0.92, 0.94, 0.96, 1.05, 1.15, 1.12];

/** First day of the lunar year (国务院 holiday notices; 2027 to 2030 by the astronomical calendar). */
const SPRING_FESTIVAL = [
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];

/** Sales days: from, to (month-day, inclusive) and factor; the day itself, then the weeks before it. */
const SALES: readonly (readonly [string, string, number])[] = [
  ['11-11', '11-11', 5.2],
  ['11-01', '11-10', 1.8],
  ['11-12', '11-20', 0.7],
  ['06-18', '06-18', 4.0],
  ['06-01', '06-17', 1.5],
  ['06-19', '06-26', 0.75],
  ['12-12', '12-12', 2.2],
  ['03-08', '03-08', 1.8],
  ['09-09', '09-09', 1.4],
];

/** The shop day of an instant (ms since 1970), as YYYY-MM-DD. */
export const shopDay = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10);

/** The instant at which a shop day begins, in ms. */
export const startOfShopDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** Factor of the instant's shop day, in (0, BUSIEST]. */
export function season(at: number): number {
  const day = shopDay(at);
  const monthDay = day.slice(5);
  const sale = SALES.find(([from, to]) => monthDay >= from && monthDay <= to)?.[2] ?? 1;
  const weekday = (new Date(at + SHANGHAI).getUTCDay() + 6) % 7;
  return WEEK[weekday]! * sale * springFestival(at);
}

/** From four days before the new year to seven after, little is bought; the fortnight before that, more (年货). */
function springFestival(at: number): number {
  for (const first of SPRING_FESTIVAL) {
    const days = (at - startOfShopDay(first)) / DAY;
    if (days >= -4 && days < 8) return 0.35;
    if (days >= -18 && days < -4) return 1.35;
  }
  return 1;
}

/** Shares of a day's shopping by hour, in percent: little at night, most of it in the evening on the sofa. */
const HOURS = [
  ...[1.6, 0.8, 0.5, 0.3, 0.3, 0.4, 1, 2.2, 3.4, 4.6, 5.6, 5.4],
  ...[5.2, 4.8, 4.6, 4.8, 4.8, 4.6, 4.8, 6.2, 8.4, 10.2, 9.6, 5.9],
];
const HOUR = 3_600_000;

/**
 * Moves an instant (ms) drawn evenly over its shop day to the hours in which people shop: same day, same order, and never
 * earlier, because up to every hour less than its even share is sold.
 */
export function wakingHour(at: number): number {
  const midnight = at - ((at + SHANGHAI) % DAY);
  let left = (100 * (at - midnight)) / DAY;
  const hour = HOURS.findIndex((share) => {
    if (left < share) return true;
    left -= share;
    return false;
  });
  // The last hour takes what rounding left over.
  return midnight + (hour < 0 ? DAY - 1 : Math.floor((hour + left / HOURS[hour]!) * HOUR));
}
