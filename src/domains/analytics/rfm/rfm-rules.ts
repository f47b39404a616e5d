import type { Text } from '../../../platform/errors.ts';

/** How many customers share one triple of scores (1 to 5 each, 5 is best), with their orders and net sales. */
export interface Cell {
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly customers: number;
  readonly orders: number;
  /** Minor units. */
  readonly netSales: number;
}

/**
 * The eight groups by (recency, frequency, monetary) high or low. Names and their places are those merchants' own
 * systems use, such as 智慧记 (RFM 模型 in its manual: 重要保持 is long ago but often and much, 重要发展 recent and
 * much but seldom).
 */
export const groups = [
  { code: 'important-value', name: '重要价值', en: 'Important, value: recent, often, much', high: 'rfm' },
  {
    code: 'important-develop',
    name: '重要发展',
    en: 'Important, to develop: recent, seldom, much',
    high: 'rm',
  },
  { code: 'important-keep', name: '重要保持', en: 'Important, to keep: long ago, often, much', high: 'fm' },
  {
    code: 'important-win-back',
    name: '重要挽留',
    en: 'Important, to win back: long ago, seldom, much',
    high: 'm',
  },
  { code: 'general-value', name: '一般价值', en: 'General, value: recent, often, little', high: 'rf' },
  { code: 'general-develop', name: '一般发展', en: 'General, to develop: recent, seldom, little', high: 'r' },
  { code: 'general-keep', name: '一般保持', en: 'General, to keep: long ago, often, little', high: 'f' },
  {
    code: 'general-win-back',
    name: '一般挽留',
    en: 'General, to win back: long ago, seldom, little',
    high: '',
  },
] as const;

export type GroupCode = (typeof groups)[number]['code'];

export const labelOf = (group: (typeof groups)[number]): Text => ({ zh: `${group.name}客户`, en: group.en });

/**
 * From which score on a customer is high. 'mean': above the mean score of all buyers of the day, each of the three for
 * itself (the textbook rule, and the default: half of a shop is never in one group by construction). A number: from
 * that score up, such as 4, which stays put when the others move.
 */
export type Cut = 'mean' | 2 | 3 | 4 | 5;

/** The lowest scores that count as high. */
export interface High {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

/** Mean scores of all customers; null without any. */
export function meanScores(cells: readonly Cell[]): Record<'r' | 'f' | 'm', number | null> {
  const customers = total(cells, (cell) => cell.customers);
  const mean = (score: 'r' | 'f' | 'm') =>
    customers === 0 ? null : total(cells, (cell) => cell[score] * cell.customers) / customers;
  return { r: mean('r'), f: mean('f'), m: mean('m') };
}

/** The lowest scores above the cut. A mean of exactly 3 makes 4 high: equal to the mean is not above it. */
export function highFrom(cells: readonly Cell[], cut: Cut): High {
  return cut === 'mean' ? highAbove(meanScores(cells)) : { r: cut, f: cut, m: cut };
}

/** The lowest scores above the means. */
export function highAbove(means: Readonly<Record<'r' | 'f' | 'm', number | null>>): High {
  const above = (mean: number | null) => Math.floor(mean ?? 5) + 1;
  return { r: above(means.r), f: above(means.f), m: above(means.m) };
}

/** The group of one triple of scores. */
export function groupOf(scores: Pick<Cell, 'r' | 'f' | 'm'>, high: High): GroupCode {
  const marks = (['r', 'f', 'm'] as const).filter((score) => scores[score] >= high[score]).join('');
  return groups.find((group) => group.high === marks)!.code;
}

export const total = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
