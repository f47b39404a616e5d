import { type SignsPlan, scoresSql } from './signs-sql.ts';

/** The strongest interest of each customer in each dimension, of two alike the one that sorts first, and its share of the dimension. */
export const strongestSql = (
  at: SignsPlan,
): string => `SELECT customer_id, dimension, argMin(value, (-score, value)) AS strongest,
  if(sum(score) = 0, 0, max(score) / sum(score)) AS share
FROM (${scoresSql(at)}) GROUP BY customer_id, dimension`;
