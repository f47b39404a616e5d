/**
 * For questions of ClickHouse: the customer a person belongs to now, as SQL. shop * 2^32 + person is one 64-bit key,
 * looked up three times faster than a pair; a person without an entry is a customer alone; 0 (a guest) stays 0.
 */
export const customerOf = (person: string): string =>
  `dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + ${person}, ${person})`;

/**
 * Condition on rows that have `person_id`: persons of the customers numbered `first` to `last` (SQL of both). By their own number first, for
 * behaviour lies by it; those merged into another customer are looked up. The customer of a row, which no column has, would be
 * worked out for every row of the shop: twenty windows of 50,000 customers would read 20 M events twenty times.
 */
export const ofCustomers = (
  first: string,
  last: string,
): string => `(person_id BETWEEN ${first} AND ${last} OR person_id IN (
    SELECT toUInt32(bitAnd(person_key, 4294967295)) FROM (
      SELECT person_key, customer_id, bitShiftRight(person_key, 32) AS shop_id FROM dictionary('person_overrides'))
    WHERE shop_id = {shop:UInt32} AND customer_id BETWEEN ${first} AND ${last}))
  AND ${customerOf('person_id')} BETWEEN ${first} AND ${last}`;
