import type { Measure } from '../catalog/measure.ts';
import { facts } from '../facts/registry.ts';
import type { Scope } from '../facts/scope.ts';
import { addedUp, factsOf, sumsOver } from '../metrics/measure-sums.ts';

/**
 * The SQL of several measures over one scope: each fact is read once, whatever number of measures it serves. Columns:
 * period_start (day as text), split_values (a text for each split), n_0, d_0, n_1 ... (numerators, denominators).
 */
export function compilePivot(measures: readonly Measure[], scope: Scope, limit: number): string {
  const parts = factsOf(measures).map(
    (fact) => `SELECT period, ${valuesSql(scope)} AS split_values, ${sumsOver(fact, measures)}
FROM (${facts[fact].sql(scope)})
GROUP BY period, dimension`,
  );
  return `SELECT toString(period) AS period_start, split_values, ${addedUp(measures)}
FROM (
${parts.join('\nUNION ALL\n')}
)
GROUP BY period, split_values
ORDER BY period, split_values
LIMIT ${limit}`;
}

function valuesSql({ splits }: Scope): string {
  if (splits.length === 0) return 'CAST([] AS Array(String))';
  return splits.length === 1 ? '[CAST(dimension AS String)]' : 'dimension';
}
