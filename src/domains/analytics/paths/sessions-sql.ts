import type { BoundValues } from '../behaviour/bound-values.ts';
import { documents } from '../behaviour/happenings.ts';
import { timeIn } from '../behaviour/occurrences-sql.ts';
import { customerOf } from '../facts/scope.ts';
import { pageEvents, pageSql } from './page-sql.ts';
import { paidOrder, paidSql, transform, type VisitScope, visitedSql } from './visit-words.ts';

/** What visits can be counted by: the day they began, or what their first event says. */
export const visitSplits = {
  channel: () => 'toString(channel)',
  source: () => 'toString(source)',
  campaign: () => 'toString(campaign)',
  device: () => "JSONExtractString(properties, 'os')",
  landing: (scope: VisitScope, bound: BoundValues) =>
    `if(name IN ${bound.bind(pageEvents, 'Array(String)')}, ${pageSql(scope.settings.page_rules, bound)}, toString(name))`,
} as const;

export type VisitSplit = keyof typeof visitSplits;

/** Numbers of values fit 18 bits behind the instant; of the other two one says that an order was paid, one that an event came. */
const [isPaid, isEvent] = [2 ** 19, 2 ** 18];

const keyOf = (at: string, code: string): string =>
  `bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(${at})), 20), toUInt64(${code}))`;

/** Values with their number, 1 and up; 0 is all others. */
export type Numbered = readonly (readonly [string, number])[];

export interface VisitsPlan {
  readonly scope: VisitScope;
  readonly split: VisitSplit | undefined;
  readonly values: Numbered;
}

function keysSql({ scope, split, values }: VisitsPlan, bound: BoundValues): string {
  const value =
    split === undefined ? '0' : transform(visitSplits[split](scope, bound), values, { none: '0', bound });
  return `SELECT ${customerOf('person_id')} AS customer_id, arraySort(groupArrayArray(keys)) AS keys
FROM (
SELECT person_id, groupArray(${keyOf('corrected_time', `${value} + ${isEvent}`)}) AS keys
FROM events WHERE ${visitedSql(scope, bound)} GROUP BY person_id
UNION ALL
SELECT person_id, groupArray(${keyOf(documents[paidOrder].at, String(isPaid))}) AS keys
FROM orders WHERE ${paidSql(scope, bound)} GROUP BY person_id
)
GROUP BY customer_id`;
}

/**
 * A row a visit: customer_id, begun (milliseconds), length (the same, from its first to its last event), number (of its
 * first event's value), events, orders. Orders that nobody was seen to make, such as those of a file, are no visit.
 */
function visitRowsSql(plan: VisitsPlan, bound: BoundValues): string {
  const gap = plan.scope.settings.session_gap_minutes * 60_000;
  const split = `SELECT customer_id, keys, arrayMap(key -> ${timeIn('key')}, keys) AS times FROM (${keysSql(plan, bound)})`;
  const marked = `SELECT *, arrayMap((time, before) -> toUInt8(time > before + ${gap}), times, arrayShiftRight(times, 1, toUInt64(0))) AS starts,
  arrayShiftLeft(starts, 1, toUInt8(1)) AS ends, arrayCumSum(arrayMap(key -> toUInt64(bitAnd(key, ${isPaid}) != 0), keys)) AS paid,
  arrayCumSum(arrayMap(key -> toUInt64(bitAnd(key, ${isEvent}) != 0), keys)) AS seen FROM (${split})`;
  const at = (array: string, mark: string) => `arrayFilter((value, is_here) -> is_here, ${array}, ${mark})`;
  const visits = `SELECT customer_id, ${at('keys', 'starts')} AS first, ${at('times', 'starts')} AS begin, ${at('times', 'ends')} AS finish,
  ${at('paid', 'ends')} AS paid_by, ${at('seen', 'ends')} AS seen_by,
  arrayMap((a, b) -> a - b, paid_by, arrayShiftRight(paid_by, 1, toUInt64(0))) AS orders_in,
  arrayMap((a, b) -> a - b, seen_by, arrayShiftRight(seen_by, 1, toUInt64(0))) AS events_in FROM (${marked})`;
  return `SELECT customer_id, visit.1 AS begun, visit.2 - visit.1 AS length, bitAnd(visit.3, ${isEvent - 1}) AS number,
  visit.4 AS events, visit.5 AS orders
FROM (SELECT customer_id, arrayJoin(arrayZip(begin, finish, first, events_in, orders_in)) AS visit FROM (${visits}))
WHERE events > 0`;
}

/** Visits counted, as a whole and by value: slice ('all', 'value') and value, the number or the day. */
export function visitsSql(plan: VisitsPlan, byDay: boolean, bound: BoundValues): string {
  const value = byDay
    ? `toString(toDate(fromUnixTimestamp64Milli(toInt64(begun)), ${plan.scope.zone}))`
    : 'toString(number)';
  const slices = ["('all', '')", ...(byDay || plan.split ? [`('value', ${value})`] : [])];
  return `SELECT part.1 AS slice, part.2 AS value, count() AS visits, uniqExact(customer_id) AS customers,
  countIf(events = 1 AND orders = 0) AS bounces, sum(events) AS happened, sum(length) AS spent,
  quantileExactInclusive(0.5)(length) AS middle, countIf(orders > 0) AS bought
FROM (SELECT *, arrayJoin([${slices.join(', ')}]) AS part FROM (${visitRowsSql(plan, bound)}))
GROUP BY part ORDER BY slice, visits DESC, value`;
}
