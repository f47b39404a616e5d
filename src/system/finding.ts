import type { Text } from '../platform/errors.ts';

/** One thing `doctor` looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** A text where every language has its own words for it. */
  readonly value: string | Text;
  /** What to do about it. */
  readonly advice?: Text;
}

export const fine = (name: string, value: Finding['value']): Finding => ({ name, ok: true, value });

export const trouble = (name: string, value: Finding['value'], advice: Text): Finding => ({
  ...{ name, ok: false, value, advice },
});

export const valueIn = ({ value }: Finding, language: 'zh' | 'en'): string =>
  typeof value === 'string' ? value : value[language];
