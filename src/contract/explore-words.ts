/** Words of free questions, for whoever needs no schema: the browser. */

/** Dimensions that are periods: at most one of a question, beside those of the catalogue. */
export const timeDimensions = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** Most measures of a question, dimensions on rows and columns together, and cells of its finest table. */
export const mostMeasures = 6;
export const mostDimensions = 3;
export const mostCells = 20_000;

/** How an answer can be shown. */
export const chartKinds = [
  ...['auto', 'table', 'bar', 'stacked-bar', 'line', 'area', 'pie', 'scatter', 'heat-map'],
] as const;

/** The value that stands for all those which are not among the top. No stored text has a control character. */
export const otherValue = '\u0001other';
