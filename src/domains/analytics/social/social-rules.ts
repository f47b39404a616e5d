import { Value } from 'typebox/value';
import { type SocialSettings, socialSettingsSchema } from '../../../contract/social.ts';

/** A month: an invitation is looked at in days, and whoever bought a year later came for something else. */
const defaultSettings: SocialSettings = { window_days: 30 };

export function socialSettingsOf(written: unknown): SocialSettings {
  const all = { ...defaultSettings, ...(written as Partial<SocialSettings>) };
  return Value.Check(socialSettingsSchema, all) ? all : defaultSettings;
}

/** Two customers are a pair, not a community. */
export const LEAST_COMMUNITY = 3;

/** Reach is shown in these ranges, both ends in; null: no upper end. */
export const reachRanges: readonly { readonly from: number; readonly to: number | null }[] = [
  { from: 0, to: 0 },
  { from: 1, to: 1 },
  { from: 2, to: 4 },
  { from: 5, to: 9 },
  { from: 10, to: 49 },
  { from: 50, to: null },
];

/** Of fewer newcomers won, influence is mostly luck. */
export const ENOUGH_WON = 30;
