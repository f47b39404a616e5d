import type { Text } from '../../../../platform/errors.ts';

export const missingValue: Text = { zh: '此列不能为空', en: 'The column must not be empty' };

/** What can be wrong with one cell. */
export const CELL_PROBLEMS = {
  'not-an-amount': { zh: '不是金额', en: 'Not an amount of money' },
  'not-a-whole-number': { zh: '不是整数，或超出范围', en: 'Not a whole number, or out of range' },
  'not-a-number': { zh: '不是数字', en: 'Not a number' },
  'not-a-time': { zh: '不是日期时间', en: 'Not a date or time' },
  'not-a-day': { zh: '不是日期', en: 'Not a day' },
  'not-yes-or-no': { zh: '不是“是”或“否”', en: 'Neither yes nor no' },
  'not-this-number': {
    zh: '像是手机号、卡号或证件号，而非金额或数量：列可能错位',
    en: 'Looks like a phone, card or ID number, no amount or count: columns may be shifted',
  },
  negative: { zh: '不能为负', en: 'Must not be negative' },
  'unknown-value': { zh: '不认识的取值', en: 'A value nobody told us about' },
} as const satisfies Readonly<Record<string, Text>>;

/** A personal value as a reject may show it: the first character and how long it was. */
export function maskCell(text: string): string {
  const letters = Array.from(text);
  return letters.length === 0 ? '' : letters[0]! + '*'.repeat(Math.min(letters.length - 1, 20));
}
