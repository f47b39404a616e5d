import type { AttemptRule } from './attempt.ts';
import { chainsSql, limitOf } from './chain-sql.ts';

/** Bounds of where an attempt may begin: milliseconds as SQL, the second not in it. */
export interface Entering {
  readonly from: string;
  readonly to: string;
}

/**
 * A row a customer who began: customer_id, level (steps done), moments (when each was, milliseconds; as many as the
 * level), entry (the number of the event it began with), done (in any order: which steps, in the order of the question),
 * and what `kept` names.
 */
export function attemptsSql(
  occurrences: string,
  rule: AttemptRule,
  { entering, kept = [] }: { entering: Entering; kept?: readonly string[] },
): string {
  const more = kept.map((it) => `, ${it}`).join('');
  const levels = `SELECT *, ${levelsSql(rule, entering)} AS levels FROM (${chainsSql(occurrences, rule)})`;
  const chosen =
    rule.attempt === 'first' ? 'arrayFirstIndex(it -> it > 0, levels)' : 'indexOf(levels, arrayMax(levels))';
  const picked = `SELECT *, ${chosen} AS at, levels[at] AS level FROM (${levels})`;
  return `SELECT customer_id, level, keys[at] AS entry, ${momentsSql(rule)} AS moments, ${doneSql(rule)} AS done${more}
FROM (${picked}) WHERE level > 0`;
}

/** Steps done by the attempt that begins at each place; 0 where none does. */
function levelsSql(rule: AttemptRule, { from, to }: Entering): string {
  const isAny = rule.order === 'any';
  const first = isAny ? 1 : 2;
  const founds = rule.steps.flatMap((_, n) => (n + 1 >= first ? [`found_${n + 1}`] : []));
  const arrays = founds.map((it) => (isAny ? it : `found_2_${it.slice('found_'.length)}`));
  const limit = limitOf(rule, 1);
  const bits = isAny ? 2 ** rule.steps.length - 1 : 1;
  const begins = `bitAnd(mask, ${bits}) != 0 AND time >= ${from} AND time < ${to}`;
  const until = limit && 'until';
  const score = isAny ? anyScore(founds, rule, until) : chainScore(founds, rule, until);
  const names = ['time', 'mask', ...founds, ...(limit ? ['until'] : [])];
  return `arrayMap((${names.join(', ')}) -> if(${begins}, ${score}, 0), ${['times', 'masks', ...arrays, ...(limit ? [limit] : [])].join(', ')})`;
}

/** SQL of the values a step's moment is held against. */
interface Place {
  readonly time: string;
  readonly until: string | undefined;
}

const here: Place = { time: 'time', until: 'until' };

const fits = (found: string, { time }: Place, { windowMs }: AttemptRule): string =>
  `${found} != 0 AND ${found} <= ${time} + ${windowMs}`;

const keeps = (found: string, until: string | undefined): string =>
  until === undefined ? '' : ` AND (${until} = 0 OR ${found} <= ${until})`;

/** The first step that does not fit ends it; what limits the first step bears on the second. */
function chainScore(founds: readonly string[], rule: AttemptRule, until: string | undefined): string {
  if (founds.length === 0) return '1';
  const cases = founds.map(
    (found, n) => `NOT (${fits(found, here, rule)}${n === 0 ? keeps(found, until) : ''}), ${n + 1}`,
  );
  return `multiIf(${cases.join(', ')}, ${founds.length + 1})`;
}

const inTime = (found: string, place: Place, rule: AttemptRule): string =>
  `(${fits(found, place, rule)}${keeps(found, place.until)})`;

const anyScore = (founds: readonly string[], rule: AttemptRule, until: string | undefined): string =>
  founds.map((found) => inTime(found, { ...here, until }, rule)).join(' + ');

/** When the steps of the chosen attempt were. */
function momentsSql(rule: AttemptRule): string {
  const times = rule.steps.map((_, n) => `found_${n + 1}[at]`);
  if (rule.order === 'any')
    return `arraySort(arrayFilter((found, is_done) -> is_done, [${times.join(', ')}], ${doneSql(rule)}))`;
  const later = rule.steps.slice(1).map((_, n) => `, found_2_${n + 2}[at]`);
  return `arraySlice([times[at]${later.join('')}], 1, level)`;
}

function doneSql(rule: AttemptRule): string {
  if (rule.order !== 'any') return "CAST([], 'Array(UInt8)')";
  const limit = limitOf(rule, 1);
  const place = { time: 'times[at]', until: limit && `${limit}[at]` };
  return `[${rule.steps.map((_, n) => `toUInt8(${inTime(`found_${n + 1}[at]`, place, rule)})`).join(', ')}]`;
}
