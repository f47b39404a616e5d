import type { CohortPeriod } from '../../../contract/cohorts.ts';
import type { CohortSpan } from './cohort-question.ts';
import { daysOfNumber } from './period-numbers.ts';

/** Which cohorts are asked for, and up to which day their customers are looked at. */
export interface Calendar extends CohortSpan {
  readonly period: CohortPeriod;
  readonly asOf: string;
}

/** Whether a period is over as of the day. */
export const isOver = (number: number, { period, asOf }: Calendar): boolean =>
  daysOfNumber(number, period).to <= asOf;

/** Numbers of the cohorts, oldest first. */
export const cohortsOf = ({ first, last }: CohortSpan): number[] =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** Offsets of a cohort's cells: up to the period that the day lies in. What lies behind it is no cell. */
export const offsetsOf = (cohort: number, { now }: CohortSpan): number[] =>
  Array.from({ length: now - cohort + 1 }, (_, n) => n);

/** Cohorts whose period at an offset is over; the oldest has the most. */
export const overAt = (offset: number, calendar: Calendar): number[] =>
  cohortsOf(calendar).filter(
    (cohort) => cohort + offset <= calendar.now && isOver(cohort + offset, calendar),
  );

/** A cohort as answers head its row. */
export function headOf(cohort: number, calendar: Calendar) {
  const { name, from, to } = daysOfNumber(cohort, calendar.period);
  return { cohort: name, from, to, whole: isOver(cohort, calendar) };
}
