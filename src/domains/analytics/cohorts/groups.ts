import { otherCohortValue } from '../../../contract/cohorts.ts';
import type { Cell } from './cells.ts';

/** A value of the breakdown, how many customers have it, and their cells. */
export interface Group {
  readonly value: string;
  readonly customers: number;
  readonly cells: readonly Cell[];
}

const MOST = 12;

/** Values of the breakdown by customers, most first; those behind the eleventh are one when there are more than twelve. */
export function groupsOf(cells: readonly Cell[]): Group[] {
  const all = [...Map.groupBy(cells, ({ group }) => group)].map(([value, own]) => groupOf(value, own));
  all.sort((a, b) => b.customers - a.customers || (a.value < b.value ? -1 : 1));
  if (all.length <= MOST) return all;
  const rest = all.slice(MOST - 1).flatMap((it) => it.cells);
  return [...all.slice(0, MOST - 1), groupOf(otherCohortValue, rest)];
}

const groupOf = (value: string, cells: readonly Cell[]): Group => ({
  ...{ value, cells },
  customers: cells.reduce((sum, it) => sum + (it.offset === -1 ? it.sums.customers : 0), 0),
});
