import type { Measure } from '../catalog/measure.ts';
import { facts } from '../facts/registry.ts';
import type { Scope } from '../facts/scope.ts';
import { addedUp, factsOf, sumsOver } from '../metrics/measure-sums.ts';

/**
 * The SQL of several measures over one scope: each fact is read once, whatever number of measures it serves. Columns:
 * period_start (day as text), split_values (a text for each split), n_0, d_0, n_1 ... (numerators, denominators).
 */
export function compilePivot(measures: readonly Measure[], scope: Scope, limit: number): string {
  return `SELECT toString(period) AS period_start, split_values, ${addedUp(measures)}
FROM (
${partsOf(measures, scope)}
)
GROUP BY period, split_values
ORDER BY period, split_values
LIMIT ${limit}`;
}

/**
 * The SQL of the values of the one split whose measure is greatest, ties by the value; of a ratio those over nothing come last.
 * Column: value. However many there are, the engine ranks them and tells only these.
 */
export function compileGreatest(measure: Measure, scope: Scope, count: number): string {
  const size = measure.kind === 'ratio' ? 'if(d_0 = 0, -inf, n_0 / d_0)' : 'n_0';
  return `SELECT split_values[1] AS value, ${addedUp([measure])}
FROM (
${partsOf([measure], scope)}
)
GROUP BY period, split_values
ORDER BY ${size} DESC, value
LIMIT ${count}`;
}

const partsOf = (measures: readonly Measure[], scope: Scope): string =>
  factsOf(measures)
    .map(
      (fact) => `SELECT period, ${valuesSql(scope)} AS split_values, ${sumsOver(fact, measures)}
FROM (${facts[fact].sql(scope)})
GROUP BY period, dimension`,
    )
    .join('\nUNION ALL\n');

function valuesSql({ splits }: Scope): string {
  if (splits.length === 0) return 'CAST([] AS Array(String))';
  return splits.length === 1 ? '[CAST(dimension AS String)]' : 'dimension';
}
