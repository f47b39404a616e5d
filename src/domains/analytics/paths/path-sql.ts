import type { BoundValues } from '../behaviour/bound-values.ts';
import { documents } from '../behaviour/happenings.ts';
import { instantBits, timeIn } from '../behaviour/occurrences-sql.ts';
import { customerOf } from '../facts/scope.ts';
import {
  paidOrder,
  paidSql,
  type VisitScope,
  visitedSql,
  type Word,
  wordName,
  wordSql,
} from './visit-words.ts';

/** Paths of visits, settled and sound. */
export interface PathPlan {
  readonly scope: VisitScope;
  readonly words: readonly Word[];
  readonly event: string;
  readonly isForward: boolean;
  readonly depth: number;
  readonly top: number;
  readonly folds: boolean;
}

/** Numbers of what is no event: the end of a visit, and all other events of a step. */
export const END = 0;
export const OTHER = 2 ** instantBits - 1;

const keyOf = (at: string, word: string): string =>
  `bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(${at})), ${instantBits}), toUInt64(${word}))`;

/** A row a customer: what they did in the days as one sorted array of instant and word, with the orders they paid. */
function keysSql({ scope, words }: PathPlan, bound: BoundValues): string {
  const paid = words.findIndex((it) => it.name === paidOrder && it.page === '') + 1;
  return `SELECT ${customerOf('person_id')} AS customer_id, arraySort(groupArrayArray(keys)) AS keys
FROM (
SELECT person_id, groupArray(${keyOf('corrected_time', wordSql(words, scope, bound))}) AS keys
FROM events WHERE ${visitedSql(scope, bound)} GROUP BY person_id
UNION ALL
SELECT person_id, groupArray(${keyOf(documents[paidOrder].at, String(paid))}) AS keys
FROM orders WHERE ${paidSql(scope, bound)} GROUP BY person_id
)
GROUP BY customer_id`;
}

/** Adds times, words, and visits: the number of the visit each place belongs to. The first place always begins one. */
function visitsSql(plan: PathPlan, bound: BoundValues): string {
  const gap = plan.scope.settings.session_gap_minutes * 60_000;
  const split = `SELECT customer_id, arrayMap(key -> ${timeIn('key')}, keys) AS all_times,
  arrayMap(key -> bitAnd(key, ${2 ** instantBits - 1}), keys) AS all_words
FROM (${keysSql(plan, bound)})`;
  const begun = `SELECT *, arrayCumSum(arrayMap((time, before) -> toUInt8(time > before + ${gap}), all_times, arrayShiftRight(all_times, 1, toUInt64(0)))) AS all_visits
FROM (${split})`;
  return plan.folds
    ? folded(begun)
    : `SELECT customer_id, all_times AS times, all_words AS words, all_visits AS visits FROM (${begun})`;
}

/** The same again at once, in one visit, is one, at the time of the first. */
function folded(visits: string): string {
  const isNew = `arrayMap((word, visit, word_before, visit_before) -> word != word_before OR visit != visit_before,
  all_words, all_visits, arrayShiftRight(all_words, 1, toUInt64(0)), arrayShiftRight(all_visits, 1, toUInt64(0)))`;
  const kept = (array: string) =>
    `arrayFilter((value, is_new) -> is_new, ${array}, news) AS ${array.slice('all_'.length)}`;
  return `SELECT customer_id, ${['all_times', 'all_words', 'all_visits'].map(kept).join(', ')}
FROM (SELECT *, ${isNew} AS news FROM (${visits}))`;
}

/** Adds is_start: the first place of each visit whose word is the event asked about. */
function startsSql(plan: PathPlan, bound: BoundValues): string {
  const meant = plan.words.flatMap((it, n) =>
    it.name === plan.event || wordName(it) === plan.event ? [n + 1] : [],
  );
  const list = bound.bind(meant, 'Array(UInt32)');
  const hits = `arrayMap((word, visit) -> if(has(${list}, word), visit, 0), words, visits)`;
  const started = `SELECT *, ${hits} AS hits FROM (${visitsSql(plan, bound)})
WHERE arrayExists(word -> has(${list}, word), words)`;
  // A hit is the first of its visit where the hit before it, wherever that stands, is of another one.
  const last = 'arrayFill(hit -> hit != 0, hits)';
  return `SELECT customer_id, times, words, visits, arrayMap((hit, before) -> hit != 0 AND hit != before, hits, arrayShiftRight(${last}, 1, toUInt64(0))) AS is_start
FROM (${started})`;
}

/**
 * Links of paths, a row each: customer_id, link (level, from and to, packed), spent (milliseconds from the one to the
 * other in time; of an end 0). Every step is the whole array moved by one place: no place looks for what follows it by
 * itself, so that a customer with a hundred thousand events costs what the events cost.
 */
function linksSql(plan: PathPlan, bound: BoundValues): string {
  const shift = plan.isForward ? 'arrayShiftLeft' : 'arrayShiftRight';
  const at = (array: string, n: number) => (n === 0 ? array : `${shift}(${array}, ${n}, toUInt64(0))`);
  const here = (array: string, n: number) =>
    `arrayFilter((value, is_start) -> is_start, ${at(array, n)}, is_start)`;
  const columns = [
    ...Array.from({ length: plan.depth + 1 }, (_, n) => `${here('words', n)} AS word_${n}`),
    ...Array.from({ length: plan.depth + 1 }, (_, n) => `${here('times', n)} AS time_${n}`),
    ...Array.from({ length: plan.depth + 1 }, (_, n) => `${here('visits', n)} AS visit_${n}`),
  ];
  const links = Array.from({ length: plan.depth }, (_, n) => linkSql(n));
  return `SELECT customer_id, step.1 AS link, step.2 AS spent FROM (
  SELECT customer_id, arrayJoin(arrayFilter(it -> it.1 != 0, arrayConcat(${links.join(', ')}))) AS step
  FROM (SELECT customer_id, ${columns.join(', ')} FROM (${startsSql(plan, bound)}))
)`;
}

/** From step n to the next: tuple(level, from, to packed; spent), or 0 where the path has ended before. */
function linkSql(n: number): string {
  const packed = `bitShiftLeft(toUInt64(${n + 1}), ${2 * instantBits}) + bitShiftLeft(toUInt64(a), ${instantBits}) + if(next != visit, ${END}, toUInt64(b))`;
  return `arrayMap((a, b, time_a, time_b, visit, here, next) -> if(here != visit, tuple(toUInt64(0), toUInt64(0)), tuple(${packed}, if(next != visit, toUInt64(0), toUInt64(abs(toInt64(time_b) - toInt64(time_a)))))),
  word_${n}, word_${n + 1}, time_${n}, time_${n + 1}, visit_0, visit_${n}, visit_${n + 1})`;
}

const bits = 2 ** instantBits - 1;

/**
 * Links counted: level, a, b, paths, spent, who (a bitmap of customers). Of every step the `top` most frequent events
 * stand for themselves, all others are one; paths end by themselves. Of equals the one that is more frequent in the
 * shop comes first. A step has the same count from both sides, so that whatever flows in flows out.
 */
export function countedLinksSql(plan: PathPlan, bound: BoundValues): string {
  const counted = `SELECT link, count() AS paths, sum(spent) AS spent, groupBitmapState(customer_id) AS who
FROM (${linksSql(plan, bound)}) GROUP BY link`;
  const parted = `SELECT toUInt8(bitShiftRight(link, ${2 * instantBits}) - 1) AS level,
  bitAnd(bitShiftRight(link, ${instantBits}), ${bits}) AS a, bitAnd(link, ${bits}) AS b, paths, spent, who FROM (${counted})`;
  const totals = `SELECT *, sum(paths) OVER (PARTITION BY level, a) AS from_a, sum(paths) OVER (PARTITION BY level, b) AS to_b FROM (${parted})`;
  const ranked = `SELECT *, dense_rank() OVER (PARTITION BY level ORDER BY from_a DESC, a) AS rank_a,
  dense_rank() OVER (PARTITION BY level ORDER BY b = ${END}, to_b DESC, b) AS rank_b FROM (${totals})`;
  const top = bound.bind(plan.top, 'UInt32');
  return `SELECT level, if(rank_a > ${top}, ${OTHER}, a) AS a_node, if(b != ${END} AND rank_b > ${top}, ${OTHER}, b) AS b_node,
  sum(paths) AS paths, sum(spent) AS spent, groupBitmapMergeState(who) AS who
FROM (${ranked}) GROUP BY level, a_node, b_node`;
}
