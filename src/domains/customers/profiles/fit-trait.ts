import type { TraitDefinition, TraitType } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';
import type { Issue, Text } from '../../../platform/errors.ts';
import type { Dictionary } from '../dictionary/dictionary.ts';
import { looksPersonal, readTrait } from './trait-value.ts';

/** Why a dictionary does not take a value; `trait` where it has one of that name. */
export interface Misfit {
  readonly trait?: TraitDefinition;
  readonly issue: Pick<Issue, 'code' | 'message'>;
}

/** A value that a shop's dictionary takes, or why it does not. */
export type Fit = { readonly trait: TraitDefinition; readonly value: TraitValue } | Misfit;

/**
 * The trait of that name (or alias) with the value in its type. Issues: `unknown-trait` (the dictionary lacks it),
 * `retired-trait` (it takes no more), `wrong-type`, `personal-value` (an ordinary trait is open to all, and this names somebody). None repeats the value.
 */
export function fitTrait(dictionary: Dictionary, name: string, raw: TraitValue): Fit {
  const trait = dictionary.find(name);
  if (trait === undefined) return { issue: { code: 'unknown-trait', message: UNKNOWN } };
  if (trait.retiredAt !== undefined) return { trait, issue: { code: 'retired-trait', message: RETIRED } };
  const value = readTrait(trait, raw);
  if (value !== undefined) return { trait, value };
  return trait.class === 'ordinary' && looksPersonal(raw)
    ? { trait, issue: { code: 'personal-value', message: PERSONAL } }
    : { trait, issue: { code: 'wrong-type', message: WRONG[trait.type] } };
}

const UNKNOWN: Text = { zh: '数据字典中没有该属性', en: 'The dictionary has no such trait' };

const RETIRED: Text = {
  zh: '该属性已停用，不再接收新值',
  en: 'The trait is retired and takes no new values',
};

const PERSONAL: Text = {
  zh: '一般属性中不能有手机号、邮箱等个人信息',
  en: 'An ordinary trait must not hold a phone number, e-mail address or other personal value',
};

const WRONG: Readonly<Record<TraitType, Text>> = {
  text: {
    zh: '不是文本，为空，或超过 2000 个字符',
    en: 'Not a text, empty, or longer than 2,000 characters',
  },
  number: { zh: '不是数字', en: 'Not a number' },
  boolean: { zh: '不是“是”或“否”', en: 'Neither yes nor no' },
  day: { zh: '不是日期，应如 1990-01-02', en: 'Not a day, such as 1990-01-02' },
  instant: { zh: '不是日期时间', en: 'Not a date and time' },
  money: { zh: '不是以分为单位的整数金额', en: 'Not a whole amount of minor units' },
};
