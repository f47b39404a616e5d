import { type LunarDay, lunarOf } from './lunar-rules.ts';

/** When a birthday is kept. Pure; days are YYYY-MM-DD. */

export type BirthdayCalendar = 'solar' | 'lunar';

/**
 * Whether somebody born on that day keeps their birthday on this one. Who was born on 29 February has it on 1 March of other
 * years (民法典 art. 202). By the lunar calendar: of a leap month in the month it repeats, of a 30th in a month of 29 days on
 * the 29th.
 */
export function keepsBirthday(born: string, day: string, calendar: BirthdayCalendar): boolean {
  return calendar === 'solar' ? keepsSolar(born.slice(5), day) : keepsLunar(lunarOf(born), day);
}

const keepsSolar = (born: string, day: string): boolean =>
  born === day.slice(5) ||
  (born === '02-29' && day.endsWith('-03-01') && !isLeapYear(Number(day.slice(0, 4))));

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Outside of the table nobody's birthday can be told. */
function keepsLunar(born: LunarDay | undefined, day: string): boolean {
  const today = lunarOf(day);
  if (born === undefined || today === undefined || today.isLeap || today.month !== born.month) return false;
  return today.day === born.day || (born.day === 30 && today.day === 29 && lunarOf(dayAfter(day))?.day === 1);
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
