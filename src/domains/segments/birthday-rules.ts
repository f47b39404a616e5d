import type { ConditionOf } from '../../contract/segment-conditions.ts';
import { addDays, shopDay, startOfPeriod } from '../analytics/index.ts';
import type { Moment } from './window-rules.ts';

type When = ConditionOf<'birthday'>['when'];

/** A day of the calendar, MM-DD, whose turn comes in a year. */
export interface MeantDay {
  readonly of: string;
  readonly year: number;
}

/** Days that come round within; 29 February has its turn on 1 March of other years (民法典 art. 202). */
export function meantDays(when: When, moment: Moment): MeantDay[] {
  const [from, to] = daysOf(when, shopDay(new Date(moment.at), moment));
  const days: MeantDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const year = Number(day.slice(0, 4));
    days.push({ of: day.slice(5), year });
    if (day.endsWith('-03-01') && !addDays(day, -1).endsWith('-29')) days.push({ of: '02-29', year });
  }
  return days;
}

/** Whether a birthday (YYYY-MM-DD, of whatever year) is one of those meant. */
export type IsMeant = (birthday: string) => boolean;

export function birthdaysOf(when: When, moment: Moment): IsMeant {
  const days = new Set(meantDays(when, moment).map(({ of }) => of));
  return (birthday) => days.has(birthday.slice(5));
}

function daysOf(when: When, today: string): readonly [string, string] {
  if (when === 'today') return [today, today];
  if (when === 'next-7-days') return [today, addDays(today, 6)];
  const month = startOfPeriod(today, 'month', today);
  const next = startOfPeriod(addDays(month, 31), 'month', today);
  if (when === 'this-month') return [month, addDays(next, -1)];
  return [next, addDays(startOfPeriod(addDays(next, 31), 'month', today), -1)];
}
