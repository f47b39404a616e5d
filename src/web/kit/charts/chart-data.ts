import type { EChartsOption } from './echarts.ts';

/** The same data as rows, for those who do not see the picture or want the figures. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly ChartRow[];
}

export interface ChartRow {
  /** The first names the row; no two rows have the same. */
  readonly cells: readonly string[];
  /** Address of the people behind it. */
  readonly href?: string | undefined;
  /** Addresses of the people behind single cells, by the place of the cell; the first is the name of the row. */
  readonly links?: readonly (string | undefined)[];
}

/** What a `prepare` function makes: the picture and the same as a table. Drawing decides nothing. */
export interface Prepared {
  readonly option: EChartsOption;
  readonly table: ChartTable;
  /** The rows of the table are the items of the first series, in its order: arrow keys go from one to the next. */
  readonly canWalk?: boolean;
}

/** Put on an item of a series as `href`, a click on it goes there. */
export interface Clickable {
  readonly href?: string | undefined;
}
