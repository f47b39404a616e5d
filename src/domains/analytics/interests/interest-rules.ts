import { Value } from 'typebox/value';
import {
  type InterestDimension,
  type InterestSettings,
  interestSettingsSchema,
} from '../../../contract/interests.ts';

/** What a sign of interest weighs. A purchase says most: it cost money. */
export const LINE_WEIGHT = 8;
export const NEAR_WEIGHT = 3;
export const LOOK_WEIGHT = 1;

/** Events nearer to a purchase than a look. */
export const nearEvents = [
  'Product Added',
  'Product Added to Wishlist',
  'Product Shared',
  'Product Reviewed',
] as const;

/** Events that say no interest: what was taken back. Those named `Order ...` are left out too: their lines count. */
export const noInterest = ['Product Removed', 'Product Removed from Wishlist'] as const;

/** Of fewer signs a profile is what somebody happened to look at. */
export const FEW_SIGNS = 5;

/** Signs older than so many half-lives weigh less than a thousandth, and are not read. */
export const HALF_LIVES = 10;

/** Points of weight 1 today: whole numbers add up to the same sum on every shard, in any order. */
export const POINTS = 1_000_000;

/** Two months: half a season is half as true of somebody. */
const defaultSettings: InterestSettings = { half_life_days: 60 };

export function interestSettingsOf(written: unknown): InterestSettings {
  const all = { ...defaultSettings, ...(written as Partial<InterestSettings>) };
  return Value.Check(interestSettingsSchema, all) ? all : defaultSettings;
}

/**
 * What a dimension counts in the likeness of two customers. What they want says more than when or where they want it.
 * Likeness is the mean of the cosines of the dimensions by these, where both have all of them.
 */
export const dimensionWeights: Readonly<Record<InterestDimension, number>> = {
  category: 0.4,
  brand: 0.25,
  price: 0.15,
  hour: 0.1,
  channel: 0.1,
};
