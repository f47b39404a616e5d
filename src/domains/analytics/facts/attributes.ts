import type { DimensionCode } from '../catalog/dimensions.ts';
import { customerOf, dayOf, lastDayOf, type Scope } from './scope.ts';
import { inShop, orderSource } from './source.ts';

/** A dimension that belongs to the customer, not to the row: where it is read and what its value is. */
interface Attribute {
  /** SELECT of `customer_id` and the attribute's columns, one row a customer. */
  readonly relation: (scope: Scope) => string;
  /** Value for a row with `period` and `customer_id`, after the join. */
  readonly value: (scope: Scope) => string;
}

/** Of several persons of one customer the one seen last speaks; ties go to the larger number. */
const lastKnown = (column: string): string =>
  `argMaxIf(${column}, tuple(last_seen_at, person_id), ${column} != '')`;

/** The earliest touch of any person of the customer. */
const earliestTouch = (column: string): string =>
  `argMinIf(${column}, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)`;

const ofPersons = (sql: string): Attribute => ({
  relation: () =>
    `SELECT ${customerOf('person_id')} AS customer_id, toString(${sql}) AS attribute FROM persons WHERE ${inShop} GROUP BY customer_id`,
  value: () => "ifNull(attribute, '')",
});

/** Day of each customer's first paid order, over all time up to the end of the scope. */
const firstPaidDay = (
  scope: Scope,
): string => `SELECT ${customerOf('person_id')} AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(${orderSource.day(scope)}) AS day FROM orders
  WHERE ${orderSource.where} AND person_id != 0 AND ${orderSource.day(scope)} <= ${scope.to} GROUP BY person_id
) GROUP BY customer_id`;

const newOrReturning: Attribute = {
  relation: firstPaidDay,
  value: (scope) => `multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > ${lastDayOf('period', scope)}, 'none',
    first_day >= greatest(period, ${scope.from}), 'new',
    'returning')`,
};

const attributes = {
  tier: ofPersons(lastKnown('tier')),
  'first-touch': ofPersons(earliestTouch('touch_source')),
  'touch-channel': ofPersons(earliestTouch('touch_channel')),
  'last-province': ofPersons(lastKnown('province')),
  'new-returning': newOrReturning,
} as const;

export type AttributeName = keyof typeof attributes;

/** Attributes by which facts that sum orders and refunds are split. */
export const buyerAttributes: Partial<Record<DimensionCode, AttributeName>> = {
  tier: 'tier',
  'first-touch': 'first-touch',
  'new-returning': 'new-returning',
};

/** `inner` (period, customer_id, columns) with the attribute as its `dimension`. */
export function withAttribute(
  inner: string,
  name: AttributeName,
  at: { scope: Scope; columns: string[] },
): string {
  const { relation, value } = attributes[name];
  const columns = ['customer_id', ...at.columns].map((column) => `, ${column}`).join('');
  return `SELECT period, ${value(at.scope)} AS dimension${columns}
FROM (${inner}) AS counted
GLOBAL ANY LEFT JOIN (${relation(at.scope)}) AS known USING (customer_id)`;
}

/** Shop day of an instant column of persons. */
export const firstSeenDay = (scope: Scope): string => dayOf('min(first_seen_at)', scope);
