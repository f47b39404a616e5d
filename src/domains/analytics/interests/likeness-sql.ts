import { interestDimensions } from '../../../contract/interests.ts';
import type { BoundValues } from '../behaviour/bound-values.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { dimensionWeights } from './interest-rules.ts';
import { type SignsPlan, scoresSql } from './signs-sql.ts';

/**
 * Customers as vectors: in each dimension the scores, as long together as the root of the dimension's weight. The cosine of two
 * who have all dimensions is then the mean of the cosines of the dimensions, by these weights.
 */

/** SQL of the length of a dimension of a customer. */
export const lengthSql = `sqrt(multiIf(${interestDimensions
  .map((it) => `dimension = '${it}', ${dimensionWeights[it]}`)
  .join(', ')}, 0))`;

/** A direction to look in: what each feature (`category:家居`) weighs. */
export type Direction = ReadonlyMap<string, number>;

interface Looking {
  readonly at: SignsPlan;
  readonly bound: BoundValues;
  readonly direction: Direction;
}

/**
 * How far each customer lies in a direction: customer_id, likeness (cosine, if the direction is of length 1) and shared, the
 * two dimensions that say most of it with the value in each. Rounded to six digits: sums of another order have other last ones.
 */
export function likenessSql({ at, bound, direction }: Looking): string {
  const features = bound.bind([...direction.keys()], 'Array(String)');
  const weights = bound.bind([...direction.values()], 'Array(Float64)');
  const weight = `transform(concat(dimension, ':', value), ${features}, ${weights}, toFloat64(0))`;
  return `SELECT customer_id, round(sum(part) / sqrt(sum(length * length)), 6) AS likeness,
  arraySlice(arrayMap(it -> (it.2, it.3), arraySort(it -> (-it.1, it.2), groupArrayIf((round(part, 6), dimension, best), part > 0))), 1, 2) AS shared
FROM (
  SELECT customer_id, dimension, any(${lengthSql}) AS length, argMax(value, (said, value)) AS best,
    length * sum(said) / sqrt(sum(toFloat64(score) * score)) AS part
  FROM (SELECT customer_id, dimension, value, score, score * ${weight} AS said FROM (${scoresSql(at, 'part')}) WHERE score > 0)
  GROUP BY customer_id, dimension
) WHERE ${mayBeProfiled('customer_id')} GROUP BY customer_id`;
}
