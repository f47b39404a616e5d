import { type AttributeNames, firstSeenDay, standingAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { knownByCategory } from './known-by-category.ts';
import { knownByPurchase } from './known-by-purchase.ts';
import { customerOf, onlySplit, periodOf, type Scope } from './scope.ts';
import { inShop } from './source.ts';
import { dimensionSql } from './split.ts';

const attributeOf: AttributeNames = {
  channel: 'first-channel',
  province: 'province',
  tier: 'tier',
  'first-touch': 'first-touch',
  ...standingAttributes,
};

/** The customers known by the end of the scope: customer_id, and the day they were first seen. */
const seenCustomers = (
  scope: Scope,
): string => `SELECT ${customerOf('person_id')} AS customer_id, ${firstSeenDay(scope)} AS seen
FROM persons WHERE ${inShop} GROUP BY customer_id HAVING seen <= ${scope.to}`;

/** A customer known before the scope enters in its first period: the measure adds the periods up. */
function sql(scope: Scope): string {
  const seen = seenCustomers(scope);
  if (onlySplit(scope) === 'category') return knownByCategory(seen, scope);
  if (onlySplit(scope) === 'new-returning') return knownByPurchase(seen, scope);
  const entered = periodOf(`greatest(seen, ${scope.from})`, scope);
  const rows = `SELECT ${entered} AS period, ${dimensionSql(scope.splits, {})} AS dimension, customer_id, 1 AS change FROM (${seen})`;
  return withAttributes(rows, attributeOf, { scope, columns: ['change'] });
}

export const knownCustomers: Fact = {
  name: 'known-customers',
  says: 'One row per customer and change of their value, the first in the period they were first seen in (the first period, if before): customer_id, change (1 = stands under the value from that period on, -1 = no longer).',
  sql,
};
