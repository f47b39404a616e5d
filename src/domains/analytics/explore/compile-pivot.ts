import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';
import { facts } from '../facts/registry.ts';
import type { Scope } from '../facts/scope.ts';

/**
 * The SQL of several measures over one scope: each fact is read once, whatever number of measures it serves. Columns:
 * period_start (day as text), split_values (a text for each split), n_0, d_0, n_1 ... (numerators, denominators).
 */
export function compilePivot(measures: readonly Measure[], scope: Scope, limit: number): string {
  const used = [...new Set(measures.flatMap(({ parts }) => parts.map(({ fact }) => fact)))];
  const sums = measures.map((_, n) => `sum(upper_${n}) AS n_${n}, sum(lower_${n}) AS d_${n}`);
  return `SELECT toString(period) AS period_start, split_values, ${sums.join(', ')}
FROM (
${used.map((fact) => factSql(fact, measures, scope)).join('\nUNION ALL\n')}
)
GROUP BY period, split_values
ORDER BY period, split_values
LIMIT ${limit}`;
}

function factSql(fact: FactName, measures: readonly Measure[], scope: Scope): string {
  const sums = measures.map((measure, n) => {
    const [upper, lower] = [sumOf(measure, fact, 'numerator'), sumOf(measure, fact, 'denominator')];
    return `toInt64(${upper}) AS upper_${n}, toInt64(${lower}) AS lower_${n}`;
  });
  return `SELECT period, ${valuesSql(scope)} AS split_values, ${sums.join(', ')}
FROM (${facts[fact].sql(scope)})
GROUP BY period, dimension`;
}

function sumOf({ parts }: Measure, fact: FactName, side: 'numerator' | 'denominator'): string {
  const terms = parts.flatMap((part) => (part.fact === fact && part[side] ? [part[side]] : []));
  return terms.length === 0 ? '0' : terms.join(' + ');
}

function valuesSql({ splits }: Scope): string {
  if (splits.length === 0) return 'CAST([] AS Array(String))';
  return splits.length === 1 ? '[CAST(dimension AS String)]' : 'dimension';
}
