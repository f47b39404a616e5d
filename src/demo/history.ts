import { type DemoCampaign, EFFECT_WINDOW, HOLDOUT } from './campaigns.ts';
import type { DemoPerson } from './people.ts';
import { chance, exponential, type Random } from './random.ts';
import { BUSIEST, season, wakingHour } from './season.ts';

const WEEK = 7 * 86_400_000;

/** One purchase in a person's life: when, and the campaign without which it would not have been. */
export interface Purchase {
  readonly at: number;
  readonly becauseOf?: string;
}

export interface Life {
  readonly purchases: readonly Purchase[];
  /** When the customer was lost for good, or undefined while alive at the end. */
  readonly lostAt: number | undefined;
  /** Campaign code -> treated (true) or held out (false), of those who were customers when it was sent. */
  readonly campaigns: ReadonlyMap<string, boolean>;
}

/**
 * Lives one customer from the first purchase at `bornAt` to `until` (ms): an inhomogeneous Poisson process by
 * thinning (Lewis and Shedler 1979), with a chance of being lost after every purchase.
 */
export function live(
  random: Random,
  person: DemoPerson,
  span: { bornAt: number; until: number; campaigns: readonly DemoCampaign[] },
): Life {
  const assigned = new Map<string, boolean>();
  for (const campaign of span.campaigns)
    if (campaign.sentAt > span.bornAt) assigned.set(campaign.code, !chance(random, HOLDOUT));
  const purchases: Purchase[] = [{ at: span.bornAt }];
  let lostAt: number | undefined = chance(random, person.dropout) ? span.bornAt : undefined;
  let at = span.bornAt;
  const bound = person.rate * BUSIEST * (1 + maxUplift(span.campaigns));
  while (lostAt === undefined) {
    at += exponential(random, bound) * WEEK;
    if (at >= span.until) break;
    const busy = season(at);
    const awake = wakingHour(at);
    const campaign = span.campaigns.find(
      (it) => assigned.get(it.code) && awake >= it.sentAt && awake < it.sentAt + EFFECT_WINDOW,
    );
    const draw = random.next() * bound;
    const usual = person.rate * busy;
    if (draw >= usual * (1 + (campaign?.uplift ?? 0))) continue;
    purchases.push(draw < usual ? { at: awake } : { at: awake, becauseOf: campaign!.code });
    if (chance(random, person.dropout)) lostAt = awake;
  }
  return { purchases, lostAt, campaigns: assigned };
}

const maxUplift = (campaigns: readonly DemoCampaign[]): number =>
  Math.max(0, ...campaigns.map((it) => it.uplift));
