import type { Comparison } from '../../contract/segment-conditions.ts';
import type { Text } from '../../platform/errors.ts';

const passes: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '!=': (a, b) => a !== b,
};

/** What there is not compares with nothing: null meets no comparison, != included. */
export const compare = (value: number | null, op: Comparison, other: number): boolean =>
  value !== null && passes[op](value, other);

/** The same as SQL; `value` may be NULL, the answer is 0 or 1. */
export const compareSql = (value: string, op: Comparison, other: string): string =>
  `ifNull((${value}) ${op} ${other}, 0)`;

export const opWords: Readonly<Record<Comparison, Text>> = {
  '>=': { zh: '不少于', en: 'at least' },
  '<=': { zh: '不超过', en: 'at most' },
  '=': { zh: '等于', en: 'exactly' },
  '>': { zh: '多于', en: 'more than' },
  '<': { zh: '少于', en: 'less than' },
  '!=': { zh: '不等于', en: 'other than' },
};
