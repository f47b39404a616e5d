import type { CohortPeriod } from '../../../contract/cohorts.ts';
import { dayOf } from '../facts/scope.ts';
import { inShop, orderSource, paidAt, refundSource } from '../facts/source.ts';
import { knownPerson, type Standing, standing } from '../rfm/buyers-sql.ts';
import { numberSql } from './period-numbers.ts';
import type { Presence } from './presence.ts';

/**
 * What is gathered of persons before they are customers: each branch is one flat query over one table, because only
 * that runs on the shards of a cluster.
 */

/** Where the branches stand: the zone, the last shop day, and how time is cut. */
export interface Cutting extends Standing {
  readonly period: CohortPeriod;
}

/** Stands for "no first yet": greater than every number of a period. */
const NONE = '2147483647';

const numberAt = (instant: string, at: Cutting): string => numberSql(dayOf(instant, at), at.period);

const eventsOf = (at: Cutting): string =>
  `events WHERE ${inShop} AND ${knownPerson(at)} AND ${standing('corrected_time', at)}`;

const ordersOf = (at: Cutting): string =>
  `orders WHERE ${orderSource.where} AND ${knownPerson(at)} AND ${standing(paidAt, at)}`;

/** One row a person: when they joined, unless the periods in which they were there tell it, and those. */
const remembered = (first: string | undefined, active: string, from: string): string =>
  `SELECT person_id,${first === undefined ? '' : ` ${first} AS first,`} ${active} AS active FROM ${from} GROUP BY person_id`;

/** Who joins by what, and is back by what. */
export interface Joining {
  readonly by: string;
  readonly activity: string;
}

/**
 * Whoever was there has joined, and joined when they were first there: then it need not be gathered beside the periods, which is
 * a seventh of the processor time where events are counted (536 of 628 ms are left, half a million customers).
 */
export const joinsByBeingThere = ({ by, activity }: Joining): boolean =>
  by === activity || (by === 'first-order' && activity === 'order');

/**
 * Rows person_id, first (number of a period, NONE), active: who joined when, and who was there when. No `first` where whoever was
 * there joined then and `active` tells the earliest.
 */
export function presenceBranches(joining: Joining, presence: Presence, at: Cutting): string[] {
  const { by, activity } = joining;
  if (isEvent(by) && activity !== 'order') return [eventBranch(joining, presence, at)];
  const paid = presence.ofRows(numberAt(paidAt, at));
  if (joinsByBeingThere(joining))
    return [remembered(earliestOf(numberAt(paidAt, at), presence), paid, ordersOf(at))];
  const seen = presence.ofRows(numberAt('corrected_time', at));
  const named = activity === 'visit' ? '' : ' AND name = {activity:String}';
  const there =
    activity === 'order'
      ? remembered(NONE, paid, ordersOf(at))
      : remembered(NONE, seen, `${eventsOf(at)}${named}`);
  return [firstBranch(by, at, (first, from) => remembered(first, presence.nobody, from)), there];
}

const isEvent = (by: string): boolean => by !== 'first-order' && by !== 'first-visit';

const earliestOf = (number: string, { earliest }: Presence): string | undefined =>
  earliest === undefined ? `min(${number})` : undefined;

/** Joining and being back by events: one reading of them. */
function eventBranch({ by, activity }: Joining, presence: Presence, at: Cutting): string {
  const number = numberAt('corrected_time', at);
  if (by === activity)
    return remembered(
      earliestOf(number, presence),
      presence.ofRows(number),
      `${eventsOf(at)} AND name = {by:String}`,
    );
  const back = activity === 'visit' ? undefined : 'name = {activity:String}';
  const joined = `min(if(name = {by:String}, ${number}, ${NONE}))`;
  const wanted = back === undefined ? '' : ` AND (name = {by:String} OR ${back})`;
  return remembered(joined, presence.ofRows(number, back), `${eventsOf(at)}${wanted}`);
}

function firstBranch(by: string, at: Cutting, made: (first: string, from: string) => string): string {
  if (by === 'first-order') return made(`min(${numberAt(paidAt, at)})`, ordersOf(at));
  if (by !== 'first-visit')
    return made(`min(${numberAt('corrected_time', at)})`, `${eventsOf(at)} AND name = {by:String}`);
  const seen = `persons WHERE ${inShop} AND ${knownPerson(at)} AND ${standing('first_seen_at', at)}`;
  return made(`min(${numberAt('first_seen_at', at)})`, seen);
}

/**
 * What a person's documents of one period come to, minor units: net sales (paid less refunds); of lines the sales whose cost
 * is known, their cost, and the other sales; and what refunds take back of lines whose cost is known.
 */
export const sumNames = ['orders', 'net', 'known', 'cost', 'unknown', 'back'] as const;
export type SumName = (typeof sumNames)[number];

/** Which of them are wanted: what is not asked for is not read. */
export type Wanted = readonly SumName[];

/** Rows person_id, at (number of a period), first (the same or NONE) and the sums wanted. */
export function sumBranches(by: string, wanted: Wanted, at: Cutting): string[] {
  const isByOrder = by === 'first-order';
  const branch = (instant: string, sums: Partial<Record<SumName, string>>, from: string, joins = false) =>
    `SELECT person_id, ${numberAt(instant, at)} AS at, ${joins ? 'at' : NONE} AS first${wanted
      .map((name) => `, toInt64(${sums[name] ?? '0'}) AS ${name}`)
      .join('')} FROM ${from} GROUP BY person_id, at`;
  const nothing = wanted.map((name) => `, toInt64(0) AS ${name}`).join('');
  const joining = firstBranch(
    by,
    at,
    (first, from) =>
      `SELECT person_id, ${first} AS at, at AS first${nothing} FROM ${from} GROUP BY person_id`,
  );
  const readsOrders = isByOrder || wanted.includes('orders') || wanted.includes('net');
  return [
    ...(isByOrder ? [] : [joining]),
    ...(readsOrders
      ? [branch(paidAt, { orders: 'count()', net: 'sum(paid_minor)' }, ordersOf(at), isByOrder)]
      : []),
    ...(wanted.includes('net') || wanted.includes('back')
      ? [branch('refunded_at', refundSums(wanted), refundsOf(at, wanted))]
      : []),
    ...(wanted.includes('known') ? [branch(paidAt, lineSums, linesOf(at))] : []),
  ];
}

const lineSums = {
  known: 'sumIf(amount_minor, cost_minor IS NOT NULL)',
  cost: 'sum(ifNull(cost_minor, 0))',
  unknown: 'sumIf(amount_minor, cost_minor IS NULL)',
};

const linesOf = (at: Cutting): string =>
  `order_lines WHERE ${orderSource.where} AND ${knownPerson(at)} AND ${standing(paidAt, at)}`;

/**
 * A refund takes away from margin what it takes of lines whose cost is known: the same share of it as those lines have in
 * their order, cut to whole units. One that names no order, or whose order has no lines, is taken from net sales only.
 */
const refundSums = (wanted: Wanted): Partial<Record<SumName, string>> => ({
  net: '-sum(amount_minor)',
  ...(wanted.includes('back') && {
    back: 'sum(if(ifNull(all_lines, 0) = 0, 0, toInt64(intDiv(toInt128(amount_minor) * known_lines, all_lines))))',
  }),
});

function refundsOf(at: Cutting, wanted: Wanted): string {
  const where = `${refundSource.where} AND ${knownPerson(at)} AND ${standing('refunded_at', at)}`;
  if (!wanted.includes('back')) return `refunds WHERE ${where}`;
  return `refunds GLOBAL ANY LEFT JOIN (
    SELECT order_id, sumIf(amount_minor, cost_minor IS NOT NULL) AS known_lines, sum(amount_minor) AS all_lines
    FROM order_lines WHERE ${orderSource.where}
      AND order_id GLOBAL IN (SELECT order_id FROM refunds WHERE ${refundSource.where})
    GROUP BY order_id
  ) AS sold USING (order_id) WHERE ${where}`;
}
