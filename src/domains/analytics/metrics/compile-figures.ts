import { facts } from '../facts/registry.ts';
import { periodOf, type Scope, type Step, scopeOf } from '../facts/scope.ts';
import type { Ways } from './figure-ways.ts';
import { addedUp, factsOf, sumsOver } from './measure-sums.ts';

/** Numbers of the windows among the periods of a row; the others are the first days of steps, in days since 1970. */
export const windowNumbers = { value: -1, previous: -2, last_year: -3 } as const;

/**
 * The SQL of all figures that can be counted together: planning a question costs the engine more than reading a small
 * shop, so eight figures of four windows each are one. Columns: in_windows (0: a row of a day, 1: of a window or step),
 * at (days since 1970, or a window's number), n_0, d_0, n_1 ...: numerators and denominators, first of the measures by
 * days, then of those by windows. Parameters: shop, currency, earliest, and from and to of each window.
 */
export function compileFigures({ byDays, byWindows }: Ways, timeZone: string, by: Step): string {
  const measures = [...byDays, ...byWindows];
  const whole = { ...scopeOf(timeZone, 'day', undefined), from: '{earliest:Date}' };
  const cut = { ...whole, periodsOf: (day: string) => windowsOf(day, by) };
  const part = (inWindows: 0 | 1, scope: Scope) => (fact: ReturnType<typeof factsOf>[number]) =>
    `SELECT ${inWindows} AS in_windows, toInt32(period) AS at, ${sumsOver(fact, measures)}
FROM (${facts[fact].sql(scope)})
GROUP BY period`;
  return `SELECT in_windows, at, ${addedUp(measures)}
FROM (
${[...factsOf(byDays).map(part(0, whole)), ...factsOf(byWindows).map(part(1, cut))].join('\nUNION ALL\n')}
)
GROUP BY in_windows, at
ORDER BY in_windows, at`;
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
