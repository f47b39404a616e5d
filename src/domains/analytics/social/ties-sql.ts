import { mayBeProfiled } from '../facts/profiled.ts';
import { customerOf } from '../facts/scope.ts';
import { inShop, orderSource, paidAt } from '../facts/source.ts';
import { buyersSql, type Standing, standing } from '../rfm/buyers-sql.ts';

/** Parts in a tie: who leads, shares or refers, and who comes by it. Of one kind and number they answer each other. */
const parts = { lead: "('leader', 'sharer', 'referrer')", follow: "('member', 'receiver', 'referred')" };

/**
 * Who has the part in which tie since when: tie_kind, tie_no, the customer and the instant, up to `until`. An order that
 * names the tie says when it began: the tie itself has the time its source last spoke of the order, which is days later.
 */
export const partsSql = (
  part: keyof typeof parts,
  { customer, since }: { customer: string; since: string },
  at: Standing,
): string => `SELECT tie_kind, tie_no, ${customerOf('person_id')} AS ${customer}, min(began) AS ${since}
FROM (
  SELECT tie_kind, tie_no, person_id, seen_at AS began FROM ties
  WHERE ${inShop} AND tie_role IN ${parts[part]}
  UNION ALL
  SELECT tie_kind, tie_no, person_id, min(created_at) AS began FROM orders
  WHERE ${inShop} AND tie_no != '' AND tie_role IN ${parts[part]} AND person_id != 0 GROUP BY tie_kind, tie_no, person_id
) GROUP BY tie_kind, tie_no, ${customer} HAVING ${standing(since, at)}`;

/** Who came by a tie of whom: tie_kind, tie_no, leader, follower, led_at, followed_at. Nobody by a tie of their own. */
export const followedSql = (
  at: Standing,
): string => `SELECT tie_kind, tie_no, leader, follower, led_at, followed_at
FROM (${partsSql('follow', { customer: 'follower', since: 'followed_at' }, at)}) AS came
GLOBAL INNER JOIN (${partsSql('lead', { customer: 'leader', since: 'led_at' }, at)}) AS led USING (tie_kind, tie_no)
WHERE leader != follower`;

/** The same among those of whom a profile may be made. */
const profiled = (at: Standing): string =>
  `SELECT * FROM (${followedSql(at)}) WHERE ${mayBeProfiled('leader')} AND ${mayBeProfiled('follower')}`;

/** Each two customers with a tie, the smaller number first, and how many ties they have. In columns, sorted. */
export const pairsSql = (
  at: Standing,
): string => `SELECT groupArray(one) AS ones, groupArray(other) AS others, groupArray(ties) AS ties FROM (
  SELECT least(leader, follower) AS one, greatest(leader, follower) AS other, toUInt32(uniqExact(tie_kind, tie_no)) AS ties
  FROM (${profiled(at)}) GROUP BY one, other ORDER BY one, other)`;

/** Every customer's first paid order, as an instant. */
export const firstPaidSql = (
  at: Standing,
): string => `SELECT ${customerOf('person_id')} AS buyer, min(first) AS first_paid FROM (
  SELECT person_id, min(${paidAt}) AS first FROM orders
  WHERE ${orderSource.where} AND person_id != 0 AND ${standing(paidAt, at)} GROUP BY person_id
) GROUP BY buyer`;

/**
 * Everybody who came by a tie, in columns: of whom and by what kind (the tie they came by first; of several then the one that was led first,
 * then the smaller number), whether they had bought nothing before, whether they bought within the window, and what they
 * paid by the day less refunds. Window: {window_days:UInt16}.
 */
export const broughtSql = (
  at: Standing,
): string => `SELECT groupArray(follower) AS customers, groupArray(bringer) AS bringers, groupArray(kind) AS kinds, groupArray(is_new) AS news,
  groupArray(is_won) AS won, groupArray(toString(worth)) AS worth FROM (
  SELECT follower, bringer, kind, toUInt8(isNull(first_paid) OR first_paid >= came_at) AS is_new,
    toUInt8(is_new AND ifNull(first_paid <= came_at + toIntervalDay({window_days:UInt16}), 0)) AS is_won,
    toInt64(ifNull(monetary, 0)) AS worth
  FROM (
    SELECT follower, argMin(leader, (followed_at, led_at, leader, tie_kind)) AS bringer,
      toString(argMin(tie_kind, (followed_at, led_at, leader, tie_kind))) AS kind, min(followed_at) AS came_at
    FROM (${profiled(at)}) GROUP BY follower
  ) AS came
  GLOBAL ANY LEFT JOIN (${firstPaidSql(at)}) AS bought ON bought.buyer = came.follower
  GLOBAL ANY LEFT JOIN (SELECT customer_id, monetary FROM (${buyersSql(at)})) AS paid ON paid.customer_id = came.follower
  ORDER BY follower)`;
