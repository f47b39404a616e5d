import { Value } from 'typebox/value';
import { type ChurnSettings, churnSettingsSchema } from '../../../contract/churn.ts';

/** A quarter is long enough for most goods to be bought again; whoever was away for a year is not about to leave. */
const defaultSettings: ChurnSettings = { event: 'purchase', window_days: 90, active_days: 365 };

/** Settings as they were written, over the defaults; what no longer fits is as if it had not been chosen. */
export function churnSettingsOf(written: unknown): ChurnSettings {
  const all = { ...defaultSettings, ...(written as Partial<ChurnSettings>) };
  return Value.Check(churnSettingsSchema, all) ? all : defaultSettings;
}
