import type { PivotQuestion } from '../../../contract/explore.ts';
import { timeDimensions } from '../../../contract/explore-words.ts';
import type { SplitCode } from '../catalog/dimensions.ts';
import type { PeriodStep } from '../metrics/days.ts';

/** One table of a pivot: the dimensions it is cut by, by their place among all of rows and columns. */
export type Grouping = readonly number[];

/** All dimensions of a question: those of rows, then those of columns. */
export const dimensionsOf = ({ rows, columns }: Pick<PivotQuestion, 'rows' | 'columns'>): string[] => [
  ...rows,
  ...columns,
];

export const isTime = (code: string): code is PeriodStep =>
  (timeDimensions as readonly string[]).includes(code);

/** Those that are no periods. */
export const splitsAsked = (codes: readonly string[]): SplitCode[] =>
  codes.filter((it) => !isTime(it)) as SplitCode[];

/** The whole table, and with totals every beginning of its rows with every beginning of its columns: at most six. */
export function groupingsOf({ rows, columns, totals }: PivotQuestion): Grouping[] {
  const whole = [...rows, ...columns].map((_, place) => place);
  if (!totals) return [whole];
  return rows
    .concat('')
    .flatMap((_, down) =>
      columns
        .concat('')
        .map((_, across) =>
          whole.filter((at) => at < down || (at >= rows.length && at < rows.length + across)),
        ),
    );
}
