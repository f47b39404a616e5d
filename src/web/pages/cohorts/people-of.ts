import { writeCohortCell } from '../../../contract/cohort-cell.ts';
import type { CohortRow, CohortsAnswer } from '../../../contract/cohorts.ts';
import { customersAddress } from '../../kit/customers-address.ts';

/** Filters of the page that narrow the list of customers in the same way. */
export interface Narrowed {
  readonly channel?: string;
  readonly category?: string;
  readonly province?: string;
}

interface Place {
  readonly shop: string;
  readonly answer: CohortsAnswer;
  readonly narrowed: Narrowed;
}

/** Address of the people of a cohort, or of those of it who were back in a period. */
export function peopleOf(
  row: CohortRow,
  offset: number | undefined,
  { shop, answer, narrowed }: Place,
): string {
  const { by, period, activity, as_of } = answer;
  const back = offset === undefined ? {} : { back: { offset, activity } };
  const { category, ...rest } = narrowed;
  return customersAddress(shop, {
    ...rest,
    ...(category !== undefined && { first_category: category }),
    ...{ cohort: writeCohortCell({ by, period, day: row.from, ...back }), as_of },
  });
}
