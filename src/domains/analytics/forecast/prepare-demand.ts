import { addDays, countDays, startOfPeriod } from '../metrics/days.ts';
import type { Subject } from './forecast-series.ts';
import type { Grain } from './history.ts';
import { type Learner, learnerOf } from './learners.ts';
import { flagsBetween } from './occasion-flags.ts';
import { type Demand, type Item, together } from './read-demand.ts';

/** The last day that may be used: weeks are whole and end on a Sunday. */
export const lastDayOf = (asOf: string, grain: Grain): string =>
  grain === 'week' && startOfPeriod(asOf, 'week', asOf) !== addDays(asOf, -6)
    ? addDays(startOfPeriod(asOf, 'week', asOf), -1)
    : asOf;

/** Everything that is sold, ready to be forecast: one by one, by category, all together. */
export interface Stand {
  readonly demand: Demand;
  /** Code of the flag of each day of the window and of the days to come. */
  readonly flags: readonly (string | undefined)[];
  subjectOf(item: Item): Subject;
  categoryOf(category: string): Subject;
  whole(): Subject;
}

/** `ahead`: days to come; `campaignDays`: days of campaigns that are planned. */
export function standOf(demand: Demand, ahead: number, campaignDays: readonly string[] = []): Stand {
  const days = countDays(demand.from, demand.asOf) + ahead;
  const known = flagsBetween(
    demand.from,
    addDays(demand.asOf, ahead),
    new Set([...demand.campaignDays, ...campaignDays]),
  );
  const flags = Array.from({ length: days }, (_, n) => known.get(addDays(demand.from, n)));
  const all = together(demand.items);
  const shop = learnerOf(all, flags);
  const categories = Map.groupBy(demand.items, (it) => it.category);
  const families = new Map<string, { days: number[]; learner: Learner; members: number }>();
  const familyOf = (category: string) => {
    const own = categories.get(category) ?? [];
    const sums = families.get(category)?.days ?? together(own);
    const found = families.get(category) ?? {
      days: sums,
      learner: learnerOf(sums, flags, shop),
      members: own.length,
    };
    families.set(category, found);
    return found;
  };
  return {
    ...{ demand, flags },
    subjectOf: ({ days: sold, category }) => {
      const family = familyOf(category);
      return { days: sold, flags, learner: family.learner, family };
    },
    categoryOf: (category) => ({ days: familyOf(category).days, flags, learner: shop }),
    whole: () => ({ days: all, flags }),
  };
}
