import type { Measure } from '../catalog/measure.ts';
import { facts } from '../facts/registry.ts';
import { periodOf, type Scope, type Step, scopeOf } from '../facts/scope.ts';
import { addedUp, factsOf, sumsOver } from './measure-sums.ts';

/** Numbers of the windows among the periods of a row; the others are the first days of steps, in days since 1970. */
export const windowNumbers = { value: -1, previous: -2, last_year: -3 } as const;

/**
 * The SQL of measures that add up, for every day there ever was until one: a day tells all windows, and reading a fact
 * costs the same for one day as for all. Columns: at (days since 1970), n_0, d_0, n_1 ...: numerators and denominators.
 * Parameters: shop, currency, until.
 */
export function compileDays(measures: readonly Measure[], timeZone: string): string {
  const days = { from: "toDate('1970-01-01')", to: '{until:Date}' };
  return compile(measures, { ...scopeOf(timeZone, 'day', undefined), ...days });
}

/**
 * The SQL of measures counted in each window and each step at once: planning a question costs the engine more than
 * reading a small shop. `at` may be a window's number too. Parameters: shop, currency, earliest, and from and to of each
 * window.
 */
export function compileWindows(measures: readonly Measure[], timeZone: string, by: Step): string {
  const whole = { ...scopeOf(timeZone, 'day', undefined), from: '{earliest:Date}' };
  return compile(measures, { ...whole, periodsOf: (day) => windowsOf(day, by) });
}

function compile(measures: readonly Measure[], scope: Scope): string {
  const parts = factsOf(measures).map(
    (fact) => `SELECT toInt32(period) AS at, ${sumsOver(fact, measures)}
FROM (${facts[fact].sql(scope)})
GROUP BY period`,
  );
  return `SELECT at, ${addedUp(measures)}
FROM (
${parts.join('\nUNION ALL\n')}
)
GROUP BY at
ORDER BY at`;
}

function windowsOf(day: string, by: Step): string {
  const step = `toInt32(${periodOf(day, { by, from: '{from:Date}' })})`;
  const held = (from: string, to: string, numbers: string) =>
    `if(${day} BETWEEN {${from}:Date} AND {${to}:Date}, [${numbers}], emptyArrayInt32())`;
  return `arrayConcat(${[
    held('from', 'to', `toInt32(${windowNumbers.value}), ${step}`),
    held('previous_from', 'previous_to', `toInt32(${windowNumbers.previous})`),
    held('last_year_from', 'last_year_to', `toInt32(${windowNumbers.last_year})`),
  ].join(', ')})`;
}
