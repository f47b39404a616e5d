import type { Text } from '../platform/errors.ts';

/** One thing `doctor` looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly value: string;
  /** What to do about it. */
  readonly advice?: Text;
}

export const fine = (name: string, value: string): Finding => ({ name, ok: true, value });

export const trouble = (name: string, value: string, advice: Text): Finding => ({
  ...{ name, ok: false, value, advice },
});
