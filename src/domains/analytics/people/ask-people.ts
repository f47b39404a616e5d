import type { PeopleOverview } from '../../../contract/people-overview.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { showPeople } from './show-people.ts';
import type { ShownBuilds } from './shown-builds.ts';
import { usePeople } from './use-people.ts';

export interface PeopleQuestion extends Asking {
  /** Shop day; today unless told. */
  readonly asOf: string | undefined;
}

/** Who the customers are as of a day. Problem: `unusable-question`. */
export async function askPeople(
  { platform, shown }: { platform: Platform; shown: ShownBuilds },
  { asOf, ...asking }: PeopleQuestion,
): Promise<Result<PeopleOverview>> {
  const checked = orUnusable(asOf, asOf === undefined ? [] : dayIssue('as_of', asOf));
  if (!checked.ok) return checked;
  const { shop, signal } = asking;
  const build = await usePeople({ platform, shop, asOf, signal });
  // Others may wait for the same picture, so it is not given up when this caller leaves.
  return ok(await shown.of(build, () => showPeople({ ...asking, signal: undefined, build })));
}
