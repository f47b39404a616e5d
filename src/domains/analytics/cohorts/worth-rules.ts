import type { CohortWorth } from '../../../contract/cohorts.ts';
import { type Calendar, cohortsOf, isOver, offsetsOf, overAt } from './calendar.ts';
import { nothing, type Placed, plus, type Sums, sizeOf, sumsAt } from './cells.ts';
import { marginOf, shareKnown } from './margin-rules.ts';
import { perCustomer, together } from './triangle-rules.ts';

type Overall = CohortWorth['overall'];
type Point = Overall['points'][number];

/** What a cohort is worth beside what it cost; of several cohorts the same without a period. */
export type Worth = Omit<Overall, 'customers'>;

interface Costed {
  readonly points: readonly Point[];
  readonly customers: number;
  /** Minor units; null where none is on record. */
  readonly spend: number | null;
  /** Everything sold so far, for the share of known costs. */
  readonly all: Sums;
}

/** Spend and CAC, and the first period that is over in which cumulative margin a customer covers it. */
function beside({ points, customers, spend, all }: Costed): Worth {
  const cac = perCustomer(spend, customers);
  const paid =
    cac === null ? undefined : points.find((it) => it.whole && it.margin !== null && it.margin >= cac);
  return {
    spend,
    cac,
    cost_known: shareKnown(all),
    payback_offset: paid?.offset ?? null,
    points: [...points],
  };
}

/** One cohort: money and margin a customer, added up from the period they joined in. */
export function worthOf(
  placed: Placed,
  cohort: number,
  at: { calendar: Calendar; spend: number | null },
): Worth {
  const { calendar, spend } = at;
  const customers = sizeOf(placed, cohort);
  let all = nothing;
  const points = offsetsOf(cohort, calendar).map((offset) => {
    all = plus(all, sumsAt(placed, cohort, offset));
    const whole = isOver(cohort + offset, calendar);
    return {
      ...{ offset, whole, net_sales: perCustomer(all.net, customers) },
      margin: perCustomer(marginOf(all), customers),
    };
  });
  return beside({ points, customers, spend, all });
}

/**
 * All cohorts together. Each step of the curve is that of the cohorts whose period there is over, a customer of theirs, and
 * the steps are added up: a mean of cumulative sums would fall wherever an old, good cohort is the only one left.
 */
export function worthOfAll(placed: Placed, calendar: Calendar, spend: number | null): Overall {
  let [net, margin, all] = [0, 0 as number | null, nothing];
  const points = offsetsOf(calendar.first, calendar).flatMap((offset): Point[] => {
    const { customers, sums } = together(placed, overAt(offset, calendar), offset);
    if (customers === 0) return [];
    all = plus(all, sums);
    const step = marginOf(sums);
    net += sums.net / customers;
    margin = margin === null || step === null ? null : margin + step / customers;
    return [{ offset, whole: true, net_sales: net, margin }];
  });
  const { customers } = together(placed, cohortsOf(calendar), -1);
  return { customers, ...beside({ points, customers, spend, all }) };
}
