import { buyersSql, type Standing } from './buyers-sql.ts';

/** How 1 to 5 is given: fifths of the customers themselves, or cuts the shop has fixed. */
export type Scoring =
  | { readonly mode: 'quintile' }
  | {
      readonly mode: 'thresholds';
      /** Longest days since the last order for 2, 3, 4 and 5 points: four falling numbers. */
      readonly recency: readonly number[];
      /** Fewest paid orders for 2, 3, 4 and 5 points: four rising numbers. */
      readonly frequency: readonly number[];
      /** Least net sales, minor units, for 2, 3, 4 and 5 points: four rising numbers. */
      readonly monetary: readonly number[];
    };

/**
 * Buyers with their scores r, f, m (1 to 5, 5 is best). Quintile: score = 1 + floor(5 * customers strictly worse / N),
 * so equal customers score equal and one customer more or less moves nobody by two. That is 1 + how many of the four
 * values at sorted places ceil(k * N / 5) a customer exceeds, which needs one pass over the buyers and three sorts
 * instead of three ranks.
 */
export function scoredSql(at: Standing, mode: Scoring['mode']): string {
  return mode === 'quintile' ? byFifths(at, ['customer_id', ...scored]) : byThresholds(at);
}

/** The same without saying who: a million numbers less to carry through the arrays when only cells are counted. */
export function anonymousScoredSql(at: Standing, mode: Scoring['mode']): string {
  return mode === 'quintile' ? byFifths(at, scored) : byThresholds(at);
}

/** What scores are given by. */
const scored = ['last_day', 'frequency', 'monetary'];

/** The four values at places ceil(k * N / 5) of the sorted ones: each sorted once, not once a place. */
const fifths = (sorted: string): string =>
  `[${[1, 2, 3, 4].map((k) => `${sorted}[intDiv(${k} * length(${sorted}) + 4, 5)]`).join(', ')}]`;

const above = (value: string, cuts: string): string =>
  `1 + ${[1, 2, 3, 4].map((k) => `(${value} > ${cuts}[${k}])`).join(' + ')}`;

/** One row: the buyers' columns as arrays, and the four values of each that a customer has to exceed. */
const fifthsSql = (
  at: Standing,
  columns: readonly string[],
): string => `SELECT ${columns.map((name) => `groupArray(${name}) AS all_${name}`).join(', ')},
    arraySort(all_last_day) AS days_sorted, ${fifths('days_sorted')} AS last_days_cut,
    arraySort(all_frequency) AS frequencies_sorted, ${fifths('frequencies_sorted')} AS frequencies_cut,
    arraySort(all_monetary) AS monetaries_sorted, ${fifths('monetaries_sorted')} AS monetaries_cut
  FROM (${buyersSql(at)})`;

/** The sum of everybody's scores of one kind. */
const sumOfScores = (values: string, cuts: string): string =>
  `arraySum(value -> ${above('value', cuts)}, ${values})`;

/** One row: last_days_cut, frequencies_cut, monetaries_cut, the buyers with the sums of their scores, and the medians of orders and net sales. */
export const cutsSql = (at: Standing): string => `SELECT last_days_cut, frequencies_cut, monetaries_cut,
  length(all_last_day) AS buyers, ${sumOfScores('all_last_day', 'last_days_cut')} AS r_sum,
  ${sumOfScores('all_frequency', 'frequencies_cut')} AS f_sum, ${sumOfScores('all_monetary', 'monetaries_cut')} AS m_sum,
  arrayReduce('quantileExactInclusive(0.5)', all_frequency) AS frequency_median,
  arrayReduce('quantileExactInclusive(0.5)', all_monetary) AS amount_median
FROM (${fifthsSql(at, scored)})`;

function byFifths(at: Standing, columns: readonly string[]): string {
  return `SELECT ${columns.join(', ')},
  ${above('last_day', 'last_days_cut')} AS r,
  ${above('frequency', 'frequencies_cut')} AS f,
  ${above('monetary', 'monetaries_cut')} AS m
FROM (
  ${fifthsSql(at, columns)}
)
ARRAY JOIN ${columns.map((name) => `all_${name} AS ${name}`).join(', ')}`;
}

function byThresholds(at: Standing): string {
  return `SELECT customer_id, last_day, frequency, monetary,
  1 + arrayCount(cut -> ${at.until} - last_day <= cut, {recency_cuts:Array(Int64)}) AS r,
  1 + arrayCount(cut -> frequency >= cut, {frequency_cuts:Array(Int64)}) AS f,
  1 + arrayCount(cut -> monetary >= cut, {monetary_cuts:Array(Int64)}) AS m
FROM (${buyersSql(at)})`;
}
