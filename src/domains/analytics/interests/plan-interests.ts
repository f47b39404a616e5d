import { withShop } from '../../../platform/db/postgres.ts';
import type { Result } from '../../../platform/errors.ts';
import { caught } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type BoundValues, boundValues } from '../behaviour/bound-values.ts';
import { addDays } from '../metrics/days.ts';
import { type Asking, dayIssue } from '../metrics/question.ts';
import { shopDay } from '../people/shop-day.ts';
import { orUnusable } from '../rfm/rfm-question.ts';
import { readSettings } from '../scores/settings-store.ts';
import { HALF_LIVES, interestSettingsOf } from './interest-rules.ts';
import { readPriceCuts } from './price-bands.ts';
import { type Among, type SignsAsked, type SignsPlan, signsPlan } from './signs-sql.ts';

export interface InterestsAsk extends Asking {
  readonly platform: Pick<Platform, 'db' | 'clock'>;
  /** Last shop day that is seen; today unless told. */
  readonly asOf?: string | undefined;
}

/** A day, and what signs are weighed by as of it. */
export interface InterestsPlan {
  readonly asked: SignsAsked;
  /** SQL over these signs, with its parameters under names of this prefix. */
  bound(prefix: string, among?: Among): { readonly at: SignsPlan; readonly bound: BoundValues };
}

/** Settles day, half-life and price bands. Problem: `unusable-question`. */
export async function planInterests(ask: InterestsAsk): Promise<Result<InterestsPlan>> {
  const { platform, shop } = ask;
  const asOf = ask.asOf ?? shopDay(platform.clock.now(), shop);
  const checked = orUnusable(undefined, dayIssue('as_of', asOf));
  return checked.ok ? caught(() => planOf(ask, asOf)) : checked;
}

async function planOf(ask: InterestsAsk, asOf: string): Promise<InterestsPlan> {
  const { platform, shop } = ask;
  const kept = await withShop(platform.db, shop.shopId, (tx) => readSettings(tx, shop.shopId, 'interests'));
  const halfLifeDays = interestSettingsOf(kept?.settings).half_life_days;
  const cuts = await readPriceCuts(ask, asOf);
  const asked = {
    ...{ timeZone: shop.timeZone, currency: shop.currency, asOf, halfLifeDays, cuts },
    from: oldest(asOf, HALF_LIVES * halfLifeDays),
  };
  return {
    asked,
    bound(prefix, among) {
      const bound = boundValues(prefix);
      return { at: signsPlan(among === undefined ? asked : { ...asked, among }, bound), bound };
    },
  };
}

/** The engine's days begin in 1970, and those before it would come out behind it. */
function oldest(asOf: string, days: number): string {
  const day = addDays(asOf, -days);
  return day < '1970-01-01' ? '1970-01-01' : day;
}
