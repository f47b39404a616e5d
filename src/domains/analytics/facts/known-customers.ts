import type { DimensionCode } from '../catalog/dimensions.ts';
import { type AttributeName, firstSeenDay, withAttribute } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, periodOf, type Scope } from './scope.ts';
import { inShop } from './source.ts';

const attributeOf: Partial<Record<DimensionCode, AttributeName>> = {
  channel: 'first-channel',
  province: 'province',
  tier: 'tier',
  'first-touch': 'first-touch',
};

/** A customer known before the scope enters in its first period: the measure adds the periods up. */
function sql(scope: Scope): string {
  const seen = `SELECT ${customerOf('person_id')} AS customer_id, ${firstSeenDay(scope)} AS seen
FROM persons WHERE ${inShop} GROUP BY customer_id HAVING seen <= ${scope.to}`;
  const rows = `SELECT ${periodOf(`greatest(seen, ${scope.from})`, scope)} AS period, '' AS dimension, customer_id FROM (${seen})`;
  const attribute = scope.dimension && attributeOf[scope.dimension];
  return attribute === undefined ? rows : withAttribute(rows, attribute, { scope, columns: [] });
}

export const knownCustomers: Fact = {
  name: 'known-customers',
  says: 'One row per customer, in the period they were first seen in (the first period, if before): customer_id.',
  dimensions: ['channel', 'province', 'tier', 'first-touch'],
  sql,
};
