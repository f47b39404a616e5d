import type { PivotAnswer, View } from '../../../contract/explore.ts';
import { type Arranged, arrange, type Keys } from './arrange.ts';
import { isTotal, type Measure } from './calculate.ts';
import type { Subject } from './chart-rules.ts';
import { isTime } from './view-rules.ts';

/** An answer as a picture needs it: points along one dimension, a line or colour for everything else. Pure. */

export interface Series {
  /** Values of all dimensions but the first. */
  readonly keys: readonly string[];
  readonly measure: Measure;
  readonly values: readonly (number | null)[];
  /** Keys of each point's cell, in the order of the question's rows and columns. */
  readonly cells: readonly Keys[];
}

export interface Picture {
  /** The dimension along which points run; undefined without any. */
  readonly along: string | undefined;
  readonly categories: readonly string[];
  /** All dimensions but that. */
  readonly others: readonly string[];
  readonly series: readonly Series[];
}

/** Time runs along the picture wherever it was laid; else the first dimension of the rows, or of the columns. */
export function pictureOf(answer: PivotAnswer, view: View, measures: readonly Measure[]): Picture {
  const { rows, columns } = view.question;
  const dimensions = [...rows, ...columns];
  const along = dimensions.find(isTime) ?? dimensions[0];
  const others = dimensions.filter((it) => it !== along);
  const laid = relaid(answer, { along, others });
  const table = arrange(laid, {
    question: { rows: along === undefined ? [] : [along], columns: others, totals: false },
    sort: view.sort,
  });
  const points = table.rows.filter((it) => !isTotal(it));
  const lines = table.columns.filter((it) => !isTotal(it));
  const back = (row: Keys, column: Keys) =>
    dimensions.map((it) => (it === along ? row[0]! : column[others.indexOf(it)]!));
  return {
    ...{ along, others, categories: points.map(([value]) => value ?? '') },
    series: lines.flatMap((column) =>
      measures.map((measure, at) => seriesOf({ table, points, column, at }, measure, back)),
    ),
  };
}

interface Line {
  readonly table: Arranged;
  readonly points: readonly Keys[];
  readonly column: Keys;
  readonly at: number;
}

function seriesOf(
  { table, points, column, at }: Line,
  measure: Measure,
  back: (row: Keys, column: Keys) => Keys,
): Series {
  const nothing = measure.kind === 'ratio' ? null : 0;
  return {
    ...{ keys: column as readonly string[], measure },
    values: points.map((row) => {
      const numbers = table.at(row, column);
      return numbers === undefined ? nothing : numbers[at]!.value;
    }),
    cells: points.map((row) => back(row, column)),
  };
}

/** The same cells with their keys in another order. Sub-totals that the new order has no place for are no harm. */
function relaid(
  answer: PivotAnswer,
  { along, others }: { along: string | undefined; others: readonly string[] },
): PivotAnswer {
  const order = [...(along === undefined ? [] : [along]), ...others].map((it) =>
    answer.dimensions.indexOf(it),
  );
  const cells = answer.cells.map(({ keys, numbers }) => ({ keys: order.map((at) => keys[at]!), numbers }));
  return { ...answer, cells: withHeads(cells, order.length) };
}

/**
 * `arrange` sorts by totals of headings. Where the question did not count one (columns turned into rows), the first
 * cell that has it stands in: it decides the order on screen only, and no figure.
 */
function withHeads(cells: PivotAnswer['cells'], count: number): PivotAnswer['cells'] {
  const known = new Set(cells.map(({ keys }) => JSON.stringify(keys)));
  const added = new Map<string, PivotAnswer['cells'][number]>();
  for (const { keys, numbers } of cells) {
    if (keys.includes(null)) continue;
    for (const head of headsOf(keys, count)) {
      const key = JSON.stringify(head);
      if (!known.has(key) && !added.has(key)) added.set(key, { keys: head, numbers });
    }
  }
  return [...cells, ...added.values()];
}

const headsOf = (keys: Keys, count: number): (string | null)[][] => [
  keys.map((key, at) => (at === 0 ? key : null)),
  ...Array.from({ length: count - 1 }, (_, n) => keys.map((key, at) => (at > 0 && at <= n + 1 ? key : null))),
];

/** What the rules of charts ask about. */
export function subjectOf(
  picture: Picture,
  dimensions: readonly string[],
  measures: readonly Measure[],
): Subject {
  return {
    ...{ dimensions, measures, categories: picture.categories.length, series: picture.series.length },
    hasNegative: picture.series.some(({ values }) => values.some((it) => it !== null && it < 0)),
  };
}
