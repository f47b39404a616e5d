import type { View } from '../../../contract/explore.ts';
import { mostDimensions, mostMeasures, timeDimensions } from '../../../contract/explore-words.ts';

/** What an explorer has laid out, and every way to change it. Pure: each way gives a new view. */

export type { View };
export type Shelf = 'rows' | 'columns' | 'measures' | 'filters';
export type Filter = View['question']['filters'][number];

export const shelves: readonly Shelf[] = ['rows', 'columns', 'measures', 'filters'];

export const isTime = (code: string): boolean => (timeDimensions as readonly string[]).includes(code);

/** A view of nothing, to be filled. */
export const emptyView: View = {
  question: { measures: [], rows: [], columns: [], filters: [], top: [], totals: true, compare: 'none' },
  ...{ range: 'last-30-days', chart: 'auto', show: 'value', sort: null },
};

/** The view with another question, or another look. */
export const withQuestion = (view: View, change: Partial<View['question']>): View => ({
  ...view,
  question: { ...view.question, ...change },
});

const dimensionsOf = ({ question: { rows, columns } }: View): string[] => [...rows, ...columns];

/** Whether there is room for a field on a shelf: another time takes the place of the one there is. */
export function fits(view: View, shelf: Shelf, code: string): boolean {
  const { measures, filters } = view.question;
  if (shelf === 'filters') return !isTime(code) && filters.length < 6;
  if (shelf === 'measures') return measures.includes(code) || measures.length < mostMeasures;
  const others = dimensionsOf(view).filter((it) => it !== code && !(isTime(it) && isTime(code)));
  return others.length < mostDimensions;
}

/** Puts a field on a shelf, at a place or at its end; takes a dimension from wherever else it was. */
export function put(view: View, shelf: Shelf, { code, at }: { code: string; at?: number | undefined }): View {
  if (!fits(view, shelf, code) || shelf === 'filters') return view;
  if (shelf === 'measures')
    return withQuestion(view, { measures: inserted(view.question.measures, code, at) });
  const gone = isTime(code) ? dimensionsOf(view).filter((it) => isTime(it) && it !== code) : [];
  const cleared = gone.reduce(
    (it, time) => take(it, it.question.rows.includes(time) ? 'rows' : 'columns', time),
    view,
  );
  const other = shelf === 'rows' ? 'columns' : 'rows';
  const { question } = cleared;
  return withQuestion(cleared, {
    [shelf]: inserted(question[shelf], code, at),
    [other]: question[other].filter((it) => it !== code),
  });
}

function inserted(codes: readonly string[], code: string, at: number | undefined): string[] {
  const before = codes.indexOf(code);
  const left = codes.filter((it) => it !== code);
  const place = at === undefined ? left.length : before >= 0 && before < at ? at - 1 : at;
  return left.toSpliced(place, 0, code);
}

/** Takes a field off a shelf, and with a dimension its top list. */
export function take(view: View, shelf: Shelf, code: string): View {
  const { question, sort } = view;
  if (shelf === 'filters')
    return withQuestion(view, { filters: question.filters.filter(({ dimension }) => dimension !== code) });
  const top = question.top.filter(({ dimension }) => dimension !== code || shelf === 'measures');
  const next = withQuestion(view, { [shelf]: question[shelf].filter((it) => it !== code), top });
  return sort?.by === code ? { ...next, sort: null } : next;
}

/** Moves a field one place to the left (-1) or right (1). */
export function shift(
  view: View,
  shelf: 'rows' | 'columns' | 'measures',
  { code, by }: { code: string; by: 1 | -1 },
): View {
  const codes = view.question[shelf];
  const to = codes.indexOf(code) + by;
  if (to < 0 || to >= codes.length) return view;
  return withQuestion(view, { [shelf]: codes.filter((it) => it !== code).toSpliced(to, 0, code) });
}

/** Only the greatest `count` of a dimension, all others as one; 0 = all of them. */
export function setTop(view: View, dimension: string, count: number): View {
  const others = view.question.top.filter((it) => it.dimension !== dimension);
  return withQuestion(view, { top: count === 0 ? others : [...others, { dimension, count }] });
}

export const topOf = (view: View, dimension: string): number =>
  view.question.top.find((it) => it.dimension === dimension)?.count ?? 0;

/** Puts a filter in the place of the one of its dimension; without values it goes. */
export function setFilter(view: View, filter: Filter): View {
  const { filters } = view.question;
  if (filter.values.length === 0) return take(view, 'filters', filter.dimension);
  const at = filters.findIndex(({ dimension }) => dimension === filter.dimension);
  return withQuestion(view, { filters: at < 0 ? [...filters, filter] : filters.with(at, filter) });
}

/** Rows become columns and columns rows. */
export const turned = (view: View): View =>
  withQuestion(view, { rows: view.question.columns, columns: view.question.rows });

/** The question of a view, over its days. */
export const questionOf = (view: View, days: { from: string; to: string }) => ({ ...days, ...view.question });
