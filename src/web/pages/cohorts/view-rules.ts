import type { CohortBreakdown, CohortPeriod, CohortValue } from '../../../contract/cohorts.ts';
import { addDays, addMonths } from '../../kit/format/dates.ts';
import type { View } from '../../kit/list/view.ts';

/** What the address says of the page; what it does not say is usual. */
export const viewDefaults = {
  ...{ by: 'first-order', period: 'month', value: 'customers', activity: 'order', cohorts: '12' },
  ...{ as_of: '', breakdown: '', channel: '', category: '', province: '', show: 'rate' },
};

export type CohortView = View<keyof typeof viewDefaults>;

export const counts = ['6', '12', '24', '36'] as const;

/** An empty text is a filter too: not known. It is written so in the address, where empty means no filter. */
export const unknownMark = '(unknown)';

const filterOf = (text: string): string | undefined => {
  if (text === '') return undefined;
  return text === unknownMark ? '' : text;
};

/** First day of the cohort so many periods before the day's own. */
function fromOf({ period, cohorts }: CohortView, asOf: string): string {
  const back = Math.max(1, Math.min(120, Number(cohorts) || 12)) - 1;
  if (period === 'month') return addMonths(`${asOf.slice(0, 7)}-01`, -back);
  return addDays(asOf, -back * (period === 'week' ? 7 : 1));
}

/** The question of a view, for both answers of the page. */
export function questionOf(view: CohortView, today: string) {
  const asOf = view.as_of || today;
  const only = {
    channel: filterOf(view.channel),
    category: filterOf(view.category),
    province: filterOf(view.province),
  };
  return {
    by: view.by || 'first-order',
    period: view.period as CohortPeriod,
    from: fromOf(view, asOf),
    as_of: asOf,
    ...(view.breakdown !== '' && { breakdown: view.breakdown as CohortBreakdown }),
    ...Object.fromEntries(Object.entries(only).filter(([, value]) => value !== undefined)),
  };
}

export const triangleQuestionOf = (view: CohortView, today: string) => ({
  ...questionOf(view, today),
  value: view.value as CohortValue,
  activity: view.value === 'customers' ? view.activity || 'order' : 'order',
});
