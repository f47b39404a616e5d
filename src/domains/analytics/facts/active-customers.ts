import { type AttributeNames, standingAttributes, withAttributes } from './attributes.ts';
import type { Fact } from './fact.ts';
import { customerOf, dayOf, type Scope } from './scope.ts';
import {
  asksLines,
  inShop,
  joinedProducts,
  lineSource,
  orderSource,
  productOfLine,
  type Source,
  summed,
} from './source.ts';

/** Behaviour, on the day of the corrected time: a phone whose clock is a year off was not active last year. */
const eventSource: Source = {
  from: 'events',
  where: `${inShop} AND person_id != 0`,
  day: (scope) => dayOf('corrected_time', scope),
  columns: { signs: 'count()' },
  split: { channel: 'channel' },
};

const categorisedEvents: Source = {
  ...eventSource,
  from: `events ${joinedProducts}`,
  split: {
    channel: 'channel',
    category: "if(category != '', category, ifNull(product_category, ''))",
    product: productOfLine,
  },
};

const attributeOf: AttributeNames = {
  province: 'province',
  tier: 'tier',
  'first-touch': 'first-touch',
  'new-returning': 'new-returning',
  ...standingAttributes,
};

function orderSigns(scope: Scope): string {
  const source = asksLines(scope) ? lineSource : orderSource;
  // The province is the customer's here, not the order's.
  const { province: _, ...split } = source.split;
  const known = {
    ...source,
    split,
    where: `${source.where} AND person_id != 0`,
    columns: eventSource.columns,
  };
  return summed(known, scope, 'person');
}

function sql(scope: Scope): string {
  const events = summed(asksLines(scope) ? categorisedEvents : eventSource, scope, 'person');
  const rows = `SELECT period, dimension, ${customerOf('person_id')} AS customer_id
FROM (${events}
UNION ALL
${orderSigns(scope)})
GROUP BY period, dimension, customer_id`;
  return withAttributes(rows, attributeOf, { scope, columns: [] });
}

export const activeCustomers: Fact = {
  name: 'active-customers',
  says: 'One row per known customer with an event or a paid order in the period: customer_id.',
  sql,
};
