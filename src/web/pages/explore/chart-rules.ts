import type { View } from '../../../contract/explore.ts';
import { chartKinds } from '../../../contract/explore-words.ts';
import type { Measure } from './calculate.ts';
import { isTime } from './view-rules.ts';

/** Which pictures of an answer are honest, and which one is best. Pure. */

export type Kind = Exclude<(typeof chartKinds)[number], 'auto'>;

export const kinds = chartKinds.filter((it): it is Kind => it !== 'auto');

export interface Subject {
  /** All dimensions, time among them. */
  readonly dimensions: readonly string[];
  readonly measures: readonly Measure[];
  /** How many values the first dimension has, and how many lines or colours there would be. */
  readonly categories: number;
  readonly series: number;
  readonly hasNegative: boolean;
}

/** More colours than these nobody tells apart. */
export const mostSeries = 12;

const units = ({ measures }: Subject): number => new Set(measures.map(({ unit }) => unit)).size;
const timed = ({ dimensions }: Subject): boolean => dimensions.some(isTime);

/** Parts of a whole: only of what adds up. Customers on two channels would stand in a pie twice. */
const addsUp = ({ measures }: Subject): boolean => measures.length === 1 && measures[0]!.is_additive;

const rules: Record<Kind, (it: Subject) => boolean> = {
  table: () => true,
  bar: (it) => it.dimensions.length > 0 && units(it) <= 2,
  'stacked-bar': (it) => it.dimensions.length === 2 && addsUp(it),
  line: (it) => timed(it) && units(it) <= 2,
  area: (it) => timed(it) && addsUp(it) && !it.hasNegative,
  pie: (it) =>
    it.dimensions.length === 1 && !timed(it) && addsUp(it) && !it.hasNegative && it.categories <= mostSeries,
  scatter: (it) => it.dimensions.length === 1 && !timed(it) && it.measures.length >= 2,
  'heat-map': (it) => it.dimensions.length === 2 && it.measures.length === 1,
};

export const isHonest = (kind: Kind, subject: Subject): boolean =>
  subject.measures.length > 0 && rules[kind](subject);

/** The kind that is drawn: the one chosen where it is honest, else the one that reads best. */
export function kindOf({ chart }: Pick<View, 'chart'>, subject: Subject): Kind {
  const chosen = kinds.find((it) => it === chart);
  return chosen !== undefined && isHonest(chosen, subject) ? chosen : bestOf(subject);
}

function bestOf(subject: Subject): Kind {
  const { dimensions, categories, series, measures } = subject;
  if (dimensions.length === 0 || dimensions.length > 2 || units(subject) > 2) return 'table';
  if (timed(subject)) return series <= mostSeries ? 'line' : 'table';
  if (dimensions.length === 1) return categories <= 40 ? 'bar' : 'table';
  if (series <= 6 && categories <= 40) return isHonest('stacked-bar', subject) ? 'stacked-bar' : 'bar';
  return measures.length === 1 ? 'heat-map' : 'table';
}
