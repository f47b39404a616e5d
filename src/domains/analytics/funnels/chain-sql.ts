import { atInstantsEnd, behind, lastOfInstant, nextOf, timesOf } from '../behaviour/arrays-sql.ts';
import { areApart, instantBits, lastInstant, maskIn, timeIn } from '../behaviour/occurrences-sql.ts';
import type { AttemptRule } from './attempt.ts';

/**
 * From `occurrences` (customer_id, keys) to what stands behind each place of a customer's events. For a chain, from the
 * last step back to the second: `found_k_j` is when step j happens in the chain that begins with the next step k. In any
 * order: `found_k` is when step k happens next, from this place on. `limit_k`: the last instant at which what follows
 * step k may happen; 0 = any. One subquery a step, because the engine copies an alias for every use of it.
 */
export function chainsSql(occurrences: string, rule: AttemptRule): string {
  const isAny = rule.order === 'any';
  const places = isAny ? occurrences : ended(occurrences, rule);
  const base = `SELECT *, arrayMap(key -> ${timeIn('key')}, keys) AS times, arrayMap(key -> ${maskIn('key')}, keys) AS masks
FROM (${places})`;
  const limited = withLimits(base, rule);
  return isAny ? withAny(limited, rule) : withChains(limited, rule);
}

/**
 * Behind a customer's last event stands one that is every step, at an instant no window reaches: so there is always a
 * next step to carry back, and nobody has to clear the places that are none first, a third of a funnel's work.
 */
const ended = (occurrences: string, { steps }: AttemptRule): string =>
  `SELECT * REPLACE (arrayPushBack(keys, ${never(2 ** steps.length - 1)}) AS keys) FROM (${occurrences})`;

const never = (mask: number): string =>
  `bitOr(bitShiftLeft(toUInt64(${lastInstant}), ${instantBits}), ${mask})`;

/** Bits of the exclusions that count behind a step. */
function exclusionBits({ steps, exclusions }: AttemptRule, after: number): number {
  return exclusions.reduce(
    (bits, it, n) => (it.after === undefined || it.after === after ? bits + 2 ** (steps.length + n) : bits),
    0,
  );
}

/** Name of the column that limits what follows a step; undefined where nothing does. */
export function limitOf(rule: AttemptRule, step: number): string | undefined {
  if (rule.order === 'strict') return 'limit_strict';
  const bits = rule.order === 'any' ? exclusionBits(rule, 0) : exclusionBits(rule, step);
  return bits === 0 ? undefined : `limit_${bits}`;
}

function withLimits(base: string, rule: AttemptRule): string {
  const names = new Set(rule.steps.flatMap((_, n) => limitOf(rule, n + 1) ?? []));
  if (names.size === 0) return base;
  const limits = [...names].map((name) => {
    const next = name === 'limit_strict' ? 'times' : nextOf(timesOf(Number(name.slice('limit_'.length))));
    return `${atInstantsEnd(behind(next))} AS ${name}`;
  });
  return `SELECT *, ${limits.join(', ')} FROM (SELECT *, ${lastOfInstant} AS last_of_instant FROM (${base}))`;
}

const withAny = (from: string, { steps }: AttemptRule): string =>
  `SELECT *, ${steps.map((_, n) => `${nextOf(timesOf(2 ** n))} AS found_${n + 1}`).join(', ')} FROM (${from})`;

function withChains(from: string, rule: AttemptRule): string {
  let sql = from;
  for (let step = rule.steps.length; step > 1; step -= 1) sql = withChain(sql, rule, step);
  return sql;
}

/** Adds `found_step_j` for j = step and later. */
function withChain(from: string, rule: AttemptRule, step: number): string {
  const bit = 2 ** (step - 1);
  const columns = [`${carried('times', rule, bit)} AS found_${step}_${step}`];
  for (let later = step + 1; later <= rule.steps.length; later += 1)
    columns.push(`${carried(linked(rule, step, later), rule, bit)} AS found_${step}_${later}`);
  return `SELECT *, ${columns.join(', ')} FROM (${from})`;
}

/** At a place of `step`: when `later` happens in the chain behind it, 0 where the link to the next step is broken. */
function linked(rule: AttemptRule, step: number, later: number): string {
  const [next, value] = [`found_${step + 1}_${step + 1}`, `found_${step + 1}_${later}`];
  const limit = limitOf(rule, step);
  if (limit === undefined) return value;
  return `arrayMap((found, following, until) -> if(until = 0 OR following <= until, found, 0), ${value}, ${next}, ${limit})`;
}

/** Carried back to the places before. Where one event can be two steps it must not be the next of itself. */
function carried(values: string, { steps }: AttemptRule, bit: number): string {
  const filled = `arrayReverseFill((found, mask) -> bitAnd(mask, ${bit}) != 0, ${values}, masks)`;
  return areApart(steps) ? filled : behind(filled);
}
