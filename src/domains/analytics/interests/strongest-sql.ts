import { dimensionName, keyedSql, keysSql, type SignsPlan } from './signs-sql.ts';

/** Score and place in one number that is greatest for the greatest score and, of two alike, for the one that sorts first. */
const rank = 'toInt128(score) * 4294967296 - keys.place';

/** The strongest interest of each customer in each dimension, of two alike the one that sorts first, and its share of the dimension. */
export const strongestSql = (
  at: SignsPlan,
): string => `SELECT customer_id, ${dimensionName} AS dimension, named.value AS strongest, share
FROM (
  SELECT customer_id, dimension, argMax(key, ${rank}) AS key, if(sum(score) = 0, 0, max(score) / sum(score)) AS share
  FROM (${keyedSql(at)}) AS keyed GLOBAL ANY LEFT JOIN (${keysSql(at)}) AS keys USING (key) GROUP BY customer_id, dimension
) AS strong
GLOBAL ANY LEFT JOIN (${keysSql(at)}) AS named USING (key)`;
