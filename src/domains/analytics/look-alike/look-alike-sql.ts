import type { BoundValues } from '../behaviour/bound-values.ts';
import { mayBeProfiled } from '../facts/profiled.ts';
import { type Direction, lengthSql, likenessSql } from '../interests/likeness-sql.ts';
import { type SignsPlan, scoresSql } from '../interests/signs-sql.ts';
import { FOLDS, TOPS } from './look-alike-rules.ts';

export interface LookAlikePlan {
  readonly at: SignsPlan;
  readonly bound: BoundValues;
  /** Array of the members' numbers, as SQL. */
  readonly members: string;
}

/** A fifth of all customers, always the same. */
const isHeld = `cityHash64(customer_id) % ${FOLDS} = 0`;

/**
 * Rows dimension, value, learnt, members, others: sums of vectors over the members who are not held out, all members, and everybody. The
 * value '' of the dimension hour counts customers: every one has an hour.
 */
export const sumsSql = ({ at, members }: LookAlikePlan): string => `SELECT dimension, one.1 AS value,
  sumIf(one.2 * x, is_member AND NOT is_held) AS learnt, sumIf(one.2 * x, is_member) AS members, sum(one.2 * x) AS everybody
FROM (
  SELECT customer_id, dimension, customer_id IN ${members} AS is_member, ${isHeld} AS is_held,
    any(${lengthSql}) / sqrt(sum(toFloat64(score) * score)) AS x,
    arrayJoin(arrayConcat(groupArray((value, toFloat64(score))), if(dimension = 'hour', [('', 1 / x)], []))) AS one
  FROM (${scoresSql(at, 'part')}) WHERE score > 0 AND ${mayBeProfiled('customer_id')} GROUP BY customer_id, dimension
) GROUP BY dimension, value ORDER BY dimension, value`;

/** One row: everybody but the members learnt from, ranked along the direction; how many are held out, and where they stand. */
export function checkSql(plan: LookAlikePlan, direction: Direction): string {
  const found = TOPS.map((share) => `countIf(is_member AND place <= ceil(${share} * everybody))`);
  return `SELECT count() AS ranked, countIf(is_member) AS held, sumIf(place, is_member) AS places, [${found.join(', ')}] AS found
FROM (
  SELECT customer_id, customer_id IN ${plan.members} AS is_member, count() OVER () AS everybody,
    row_number() OVER (ORDER BY likeness DESC, cityHash64(customer_id, 'tie'), customer_id) AS place
  FROM (${likenessSql({ ...plan, direction })}) WHERE NOT (customer_id IN ${plan.members} AND NOT (${isHeld}))
)`;
}

/** Who is not a member and lies nearest, most alike first. */
export const nearestSql = (
  plan: LookAlikePlan,
  direction: Direction,
  limit: number,
): string => `SELECT customer_id AS customer, likeness FROM (${likenessSql({ ...plan, direction })})
WHERE customer_id NOT IN ${plan.members} AND likeness > 0 ORDER BY likeness DESC, customer LIMIT ${plan.bound.bind(limit, 'UInt32')}`;
