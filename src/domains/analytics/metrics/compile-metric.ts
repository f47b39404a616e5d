import type { Measure, Part } from '../catalog/measure.ts';
import { facts } from '../facts/registry.ts';
import type { Scope } from '../facts/scope.ts';

/**
 * The SQL of a measure: every part aggregates its fact by period and dimension, and the parts are added up.
 * Columns: period (Date as text), dimension, numerator, denominator. Parameters: shop, currency, from, to, previous.
 */
export function compileMetric(measure: Measure, scope: Scope): string {
  const parts = measure.parts.map((part) => partSql(part, scope));
  return `SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
${parts.join('\nUNION ALL\n')}
)
GROUP BY period, dimension
ORDER BY period, dimension`;
}

function partSql({ fact, numerator = '0', denominator = '0' }: Part, scope: Scope): string {
  return `SELECT period, toString(dimension) AS dimension, toInt64(${numerator}) AS upper, toInt64(${denominator}) AS lower
FROM (${facts[fact].sql(scope)})
GROUP BY period, dimension`;
}
