import type { Answer } from '../../client/ask.ts';
import { dayOf } from '../../kit/format/dates.ts';

export const rulesPath = '/api/shops/{shop}/points/rules' as const;
export type Version = Answer<typeof rulesPath>['versions'][number];

/** The first shop day on which a new version may begin: today, or when the newest does. */
export function firstDay(newest: Version | undefined, timeZone: string): string {
  const today = dayOf(new Date(), timeZone);
  return newest !== undefined && newest.starts_on > today ? newest.starts_on : today;
}
