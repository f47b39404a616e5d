import type { TierPeriod } from '../../../contract/tiers.ts';
import { addDays, yearBefore } from '../../analytics/index.ts';

/** Which shop days count towards a tier. Pure. */

/** First and last day, both counted. */
export type Window = readonly [from: string, to: string];

/** The figure of a day is the greatest of these windows' sums. */
export function windowsOn(day: string, period: TierPeriod): Window[] {
  if (period === 'for-life') return [['1970-01-01', day]];
  const year = Number(day.slice(0, 4));
  if (period === 'rolling-12-months') return [[addDays(yearBefore(day), 1), day]];
  return [
    [`${year - 1}-01-01`, `${year - 1}-12-31`],
    [`${year}-01-01`, day],
  ];
}

/** Full years from a day to another: those of somebody who came on 29 February are full on 1 March. */
export function fullYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, to.slice(5) < from.slice(5) ? years - 1 : years);
}
