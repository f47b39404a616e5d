import { Value } from 'typebox/value';
import { type ValueSettings, valueSettingsSchema } from '../../../contract/value.ts';

export type { ValueSettings };

/**
 * MBG/NBD: under BG/NBD whoever never came back is a customer for sure. Value is sales until the shop says what it keeps of
 * them: a margin of our own making would look like knowledge.
 */
const defaultSettings: ValueSettings = {
  ...{ count_model: 'mbg-nbd', horizon_weeks: 52, discount_rate: 0.1, margin: 'sales', margin_rate: 0.3 },
  ...{ bands_by: 'value', high_cut: 0.5, mid_cut: 0.8 },
};

/** Settings as they were written, over the defaults; what no longer fits is as if it had not been chosen. */
export function settingsOf(written: unknown): ValueSettings {
  const all = { ...defaultSettings, ...(written as Partial<ValueSettings>) };
  return Value.Check(valueSettingsSchema, all) ? all : defaultSettings;
}
