import type { PeopleOverview } from '../../../contract/people-overview.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { shopDay } from './shop-day.ts';
import { showPeople } from './show-people.ts';
import { usePeople } from './use-people.ts';

export interface PeopleQuestion extends Asking {
  /** Shop day; today unless told. */
  readonly asOf: string | undefined;
}

/** Who the customers are as of a day. Problem: `unusable-question`. */
export async function askPeople(
  platform: Platform,
  { asOf, ...asking }: PeopleQuestion,
): Promise<Result<PeopleOverview>> {
  const day = asOf ?? shopDay(platform.clock.now(), asking.shop);
  const checked = orUnusable(day, dayIssue('as_of', day));
  if (!checked.ok) return checked;
  const { shop, signal } = asking;
  return ok(await showPeople({ ...asking, build: await usePeople({ platform, shop, asOf: day, signal }) }));
}
