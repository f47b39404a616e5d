import type { Measure } from '../catalog/measure.ts';
import type { FactName } from '../facts/fact.ts';

/** Several measures of one question: which facts they are counted over, and what each takes from a fact. Pure. */

/** The facts of some measures, each once: it is read once, whatever number of measures it serves. */
export const factsOf = (measures: readonly Measure[]): FactName[] => [
  ...new Set(measures.flatMap(({ parts }) => parts.map(({ fact }) => fact))),
];

/** SQL of the columns upper_0, lower_0, upper_1 ...: what a fact adds to the numerator and denominator of each measure. */
export function sumsOver(fact: FactName, measures: readonly Measure[]): string {
  const sums = measures.map((measure, n) => {
    const [upper, lower] = [sumOf(measure, fact, 'numerator'), sumOf(measure, fact, 'denominator')];
    return `toInt64(${upper}) AS upper_${n}, toInt64(${lower}) AS lower_${n}`;
  });
  return sums.join(', ');
}

function sumOf({ parts }: Measure, fact: FactName, side: 'numerator' | 'denominator'): string {
  const terms = parts.flatMap((part) => (part.fact === fact && part[side] ? [part[side]] : []));
  return terms.length === 0 ? '0' : terms.join(' + ');
}

/** SQL of the columns n_0, d_0, n_1 ...: the measures, from the sums of all their facts. */
export const addedUp = (measures: readonly Measure[]): string =>
  measures.map((_, n) => `sum(upper_${n}) AS n_${n}, sum(lower_${n}) AS d_${n}`).join(', ');
