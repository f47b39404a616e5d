import type { CohortCurvePoint, CohortRow, CohortValue } from '../../../contract/cohorts.ts';
import { type Calendar, cohortsOf, headOf, isOver, offsetsOf, overAt } from './calendar.ts';
import { nothing, type Placed, plus, type Sums, sizeOf, sumsAt } from './cells.ts';
import { marginOf } from './margin-rules.ts';

/** What is shown of a cell's sums. */
const shownOf = (sums: Sums, value: CohortValue): number | null => {
  if (value === 'margin') return marginOf(sums);
  return value === 'net-sales' ? sums.net : sums[value];
};

/** Null where nothing is known or nobody is there to divide by. */
export const perCustomer = (value: number | null, customers: number): number | null =>
  value === null || customers === 0 ? null : value / customers;

/** Every cohort with its cells: a cell that nothing fell into is zero, one whose period is not over is marked. */
export function triangleOf(placed: Placed, calendar: Calendar, value: CohortValue): CohortRow[] {
  return cohortsOf(calendar).map((cohort) => {
    const customers = sizeOf(placed, cohort);
    return {
      ...headOf(cohort, calendar),
      customers,
      cells: offsetsOf(cohort, calendar).map((offset) => {
        const found = shownOf(sumsAt(placed, cohort, offset), value);
        const whole = isOver(cohort + offset, calendar);
        return { offset, whole, value: found, rate: perCustomer(found, customers) };
      }),
    };
  });
}

/** All cohorts together, at each offset those whose period there is over: others would make the end of a curve sink. */
export function curveOf(placed: Placed, calendar: Calendar, value: CohortValue): CohortCurvePoint[] {
  return offsetsOf(calendar.first, calendar).flatMap((offset) => {
    const over = overAt(offset, calendar);
    if (over.length === 0) return [];
    const { customers, sums } = together(placed, over, offset);
    const found = shownOf(sums, value);
    return [{ offset, cohorts: over.length, customers, value: found, rate: perCustomer(found, customers) }];
  });
}

/** Customers of some cohorts, and what they come to at an offset. */
export function together(placed: Placed, cohorts: readonly number[], offset: number) {
  return {
    customers: cohorts.reduce((sum, cohort) => sum + sizeOf(placed, cohort), 0),
    sums: cohorts.reduce((sum, cohort) => plus(sum, sumsAt(placed, cohort, offset)), nothing),
  };
}
