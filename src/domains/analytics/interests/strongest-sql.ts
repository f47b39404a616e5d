import { type SignsPlan, scoresSql } from './signs-sql.ts';

/** The strongest interest of each customer in each dimension; of two alike the one that sorts first. */
export const strongestSql = (
  at: SignsPlan,
): string => `SELECT customer_id, dimension, argMin(value, (-score, value)) AS strongest
FROM (${scoresSql(at)}) GROUP BY customer_id, dimension`;
