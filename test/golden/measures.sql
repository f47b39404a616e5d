-- customers by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(greatest(seen, {from:Date})) AS period, '' AS dimension, customer_id, 1 AS change FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and channel
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, change
FROM (SELECT toStartOfMonth(greatest(seen, {from:Date})) AS period, '' AS dimension, customer_id, 1 AS change FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(tuple(rank, said, word)).3 AS attribute
FROM (
SELECT person_id, toString(touch_channel) AS word, toUInt8(0) AS rank, min(assumeNotNull(touched_at)) AS said FROM persons WHERE shop_id = {shop:UInt32} AND touched_at IS NOT NULL AND touch_channel != '' GROUP BY person_id, word
UNION ALL
SELECT person_id, toString(channel) AS word, toUInt8(1) AS rank, min(created_at) AS said FROM orders WHERE shop_id = {shop:UInt32} AND person_id != 0 AND channel != '' GROUP BY person_id, word
UNION ALL
SELECT person_id, toString(channel) AS word, toUInt8(2) AS rank, min(corrected_time) AS said FROM events WHERE shop_id = {shop:UInt32} AND person_id != 0 AND channel != '' GROUP BY person_id, word
UNION ALL
SELECT person_id, toString(channel) AS word, toUInt8(2) AS rank, min(corrected_time) AS said FROM first_event_channels WHERE shop_id = {shop:UInt32} AND person_id != 0 AND channel != '' GROUP BY person_id, word
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and category
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT entry.1 AS period, entry.2 AS dimension, customer_id, entry.3 AS change
FROM (
  SELECT customer_id, toStartOfMonth(greatest(seen, {from:Date})) AS entered,
    arrayMap(one -> tuple(toStartOfMonth(greatest(greatest(one.2, seen), {from:Date})), one.1, 1), bought) AS categories,
    arrayMin(one -> one.1, categories) AS departed,
    multiIf(
      empty(categories), [tuple(entered, '', 1)],
      departed > entered, arrayConcat(categories, [tuple(entered, '', 1), tuple(departed, '', -1)]),
      categories) AS changes
  FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date}) AS known
  GLOBAL ANY LEFT JOIN (SELECT customer_id, groupArray(tuple(category, day)) AS bought FROM (
  SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, category, min(first) AS day FROM (
    SELECT person_id, ifNull(product_category, '') AS category, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS first
    FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
    WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
    GROUP BY person_id, category
  ) WHERE category != '' GROUP BY customer_id, category
) GROUP BY customer_id) AS paid USING (customer_id)
) ARRAY JOIN changes AS entry)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and province
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, change
FROM (SELECT toStartOfMonth(greatest(seen, {from:Date})) AS period, '' AS dimension, customer_id, 1 AS change FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, max(tuple(rank, said, word)).3 AS attribute
FROM (
SELECT person_id, toString(province) AS word, toUInt8(2) AS rank, max(last_seen_at) AS said FROM persons WHERE shop_id = {shop:UInt32} AND province != '' GROUP BY person_id, word
UNION ALL
SELECT person_id, toString(province) AS word, toUInt8(1) AS rank, max(created_at) AS said FROM orders WHERE shop_id = {shop:UInt32} AND person_id != 0 AND province != '' GROUP BY person_id, word
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and tier
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, change
FROM (SELECT toStartOfMonth(greatest(seen, {from:Date})) AS period, '' AS dimension, customer_id, 1 AS change FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and new-returning
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT entry.1 AS period, entry.2 AS dimension, customer_id, entry.3 AS change
FROM (
  SELECT customer_id, toStartOfMonth(greatest(seen, {from:Date})) AS entered,
    toStartOfMonth(assumeNotNull(first_day)) AS paid,
    addMonths(paid, 1) AS after,
    multiIf(
      isNull(first_day), [tuple(entered, 'none', 1)],
      first_day < {from:Date} OR paid < entered, [tuple(entered, 'returning', 1)],
      paid = entered, [tuple(paid, 'new', 1), tuple(after, 'new', -1), tuple(after, 'returning', 1)],
      [tuple(entered, 'none', 1), tuple(paid, 'none', -1),
       tuple(paid, 'new', 1), tuple(after, 'new', -1), tuple(after, 'returning', 1)]) AS changes
  FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date}) AS known
  GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS buying USING (customer_id)
) ARRAY JOIN changes AS entry
WHERE period <= {to:Date})
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- customers by month and first-touch
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(change)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, change
FROM (SELECT toStartOfMonth(greatest(seen, {from:Date})) AS period, '' AS dimension, customer_id, 1 AS change FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toDate(min(first_seen_at), 'Asia/Shanghai') AS seen
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id HAVING seen <= {to:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(first_day) AS period, '' AS dimension, customer_id
FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) WHERE first_day >= {from:Date})
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and channel
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple(channel, channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and category
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, category AS dimension, customer_id, won.2 AS channel
FROM (SELECT customer_id, first_order, toUInt64(bitAnd(first_order, toUInt128(18446744073709551615))) AS order_id, won FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS new
GLOBAL INNER JOIN (SELECT order_id, ifNull(product_category, '') AS category FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
GROUP BY order_id, category) AS line USING (order_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and province
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple(province, channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and tier
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and new-returning
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- new-customers by month and first-touch
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- buyers by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, count() AS orders
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
  GROUP BY period, customer_id
))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- paid-orders by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(orders)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- gmv by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- refunds by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and channel
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, channel AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, channel AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and category
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, ifNull(product_category, '') AS dimension,
  uniqExact(order_id) AS orders, sum(amount_minor) AS paid, sum(amount_minor + discount_minor) AS goods, sum(discount_minor) AS discount
FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, 0 AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, 0 AS orders, -sum(amount_minor) AS paid, -sum(amount_minor + discount_minor) AS goods, -sum(discount_minor) AS discount
FROM order_lines
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, ifNull(product_category, '') AS dimension,
  sum(amount_minor) AS refunded
FROM refund_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension
UNION ALL
SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension
UNION ALL
SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, -sum(amount_minor) AS refunded
FROM refund_lines
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and province
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, province AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, province AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and tier
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, orders, paid, goods, discount
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(orders) AS orders, sum(paid) AS paid, sum(goods) AS goods, sum(discount) AS discount
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, refunded
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(refunded) AS refunded
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and new-returning
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id, orders, paid, goods, discount
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(orders) AS orders, sum(paid) AS paid, sum(goods) AS goods, sum(discount) AS discount
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id, refunded
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(refunded) AS refunded
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- net-sales by month and first-touch
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, orders, paid, goods, discount
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(orders) AS orders, sum(paid) AS paid, sum(goods) AS goods, sum(discount) AS discount
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, refunded
FROM (SELECT period, '' AS dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, sum(refunded) AS refunded
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- aov by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(paid)) AS upper, toInt64(sum(orders)) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(-sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- orders-per-buyer by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(orders)) AS upper, toInt64(count()) AS lower
FROM (SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, count() AS orders
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
  GROUP BY period, customer_id
))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- repurchase-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(countIf(orders >= 2)) AS upper, toInt64(count()) AS lower
FROM (SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, count() AS orders
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
  GROUP BY period, customer_id
))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- retention-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(countIf(returned)) AS upper, toInt64(count()) AS lower
FROM (SELECT reported AS period, dimension, customer_id, returned FROM (SELECT addMonths(period, 1) AS reported, dimension, customer_id, returned FROM (SELECT period, dimension, customer_id, has(periods, addMonths(period, 1)) AS returned FROM (SELECT customer_id, dimension, groupUniqArray(period) AS periods FROM (SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, count() AS orders
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {previous:Date} AND {to:Date} AND person_id != 0
  GROUP BY period, customer_id
)) GROUP BY customer_id, dimension) ARRAY JOIN periods AS period) WHERE reported <= {to:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- recommendation-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, dimension, leader AS customer_id
FROM (SELECT period, dimension, tie_kind, tie_no, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS follower FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, tie_kind, tie_no, person_id
  FROM orders 
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND tie_no != '' AND tie_role IN ('member', 'receiver', 'referred') AND person_id != 0
  GROUP BY period, dimension, tie_kind, tie_no, person_id
)) AS followed
GLOBAL INNER JOIN (SELECT tie_kind, tie_no, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS leader
FROM ties WHERE shop_id = {shop:UInt32} AND tie_role IN ('leader', 'sharer', 'referrer')
GROUP BY tie_kind, tie_no, leader) AS led USING (tie_kind, tie_no)
WHERE leader != follower
GROUP BY period, dimension, customer_id)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT period, '' AS dimension, customer_id, orders FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, count() AS orders
  FROM orders WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
  GROUP BY period, customer_id
))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cross-sell-revenue by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(cross_sold)) AS upper, toInt64(0) AS lower
FROM (SELECT period, dimension, customer_id, flow AS cross_sold
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, item, sum(amount) AS flow FROM (
  SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id, ifNull(product_group, product_id) AS item,
    sum(amount_minor) AS amount
  FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0 AND product_id != 0
  GROUP BY period, dimension, person_id, item
) GROUP BY period, dimension, customer_id, item
UNION ALL
SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, item, sum(amount) AS flow FROM (
  SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension, person_id, ifNull(product_group, product_id) AS item,
    -sum(amount_minor) AS amount
  FROM refund_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
  WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0 AND product_id != 0
  GROUP BY period, dimension, person_id, item
) GROUP BY period, dimension, customer_id, item) AS flows
GLOBAL INNER JOIN (SELECT customer_id, entry.1 AS item FROM (
  SELECT customer_id,
    arraySort(one -> one.3, groupArray(tuple(item, category, bought))) AS products,
    products[1].2 AS home,
    arrayFirst(one -> one.2 != home, products) AS other
  FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, item, category, min(first) AS bought FROM (
  SELECT person_id, ifNull(product_group, product_id) AS item, ifNull(product_category, '') AS category, min(assumeNotNull(paid_at)) AS first
  FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND product_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
  GROUP BY person_id, item, category
) WHERE category != '' GROUP BY customer_id, item, category) GROUP BY customer_id
) ARRAY JOIN arrayFilter(one -> one.2 != home OR (other.2 != '' AND other.3 <= one.3), products) AS entry) AS sold USING (customer_id, item))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and channel
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, channel AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, channel AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and category
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, if(category != '', category, ifNull(product_category, '')) AS dimension, person_id,
  count() AS signs
FROM events GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, ifNull(product_category, '') AS dimension, person_id,
  count() AS signs
FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and province
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, max(tuple(rank, said, word)).3 AS attribute
FROM (
SELECT person_id, toString(province) AS word, toUInt8(2) AS rank, max(last_seen_at) AS said FROM persons WHERE shop_id = {shop:UInt32} AND province != '' GROUP BY person_id, word
UNION ALL
SELECT person_id, toString(province) AS word, toUInt8(1) AS rank, max(created_at) AS said FROM orders WHERE shop_id = {shop:UInt32} AND person_id != 0 AND province != '' GROUP BY person_id, word
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and tier
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and new-returning
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- active-customers by month and first-touch
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id
FROM (SELECT period, dimension, dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id
FROM (SELECT toStartOfMonth(toDate(corrected_time, 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM events
WHERE shop_id = {shop:UInt32} AND person_id != 0 AND toDate(corrected_time, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id
UNION ALL
SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension, person_id,
  count() AS signs
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension, person_id)
GROUP BY period, dimension, customer_id) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- refund-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(sum(paid)) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(sum(refunded)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(toDate(refunded_at, 'Asia/Shanghai')) AS period, '' AS dimension,
  sum(amount_minor) AS refunded
FROM refunds
WHERE shop_id = {shop:UInt32} AND state = 'done' AND currency = {currency:String} AND toDate(refunded_at, 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- discount-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(discount)) AS upper, toInt64(sum(goods)) AS lower
FROM (SELECT toStartOfMonth(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS period, '' AS dimension,
  count() AS orders, sum(paid_minor) AS paid, sum(goods_minor) AS goods, sum(discount_minor) AS discount
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(day) AS period, '' AS dimension,
  sum(amount_minor) AS spent, sum(impressions) AS impressions, sum(clicks) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT toStartOfMonth(first_day) AS period, '' AS dimension, customer_id
FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) WHERE first_day >= {from:Date})
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and channel
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(day) AS period, channel AS dimension,
  sum(amount_minor) AS spent, sum(impressions) AS impressions, sum(clicks) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple(channel, channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and category
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT period, share.1 AS dimension, share.2 AS spent, share.3 AS impressions, share.4 AS clicks
FROM (
  SELECT period, spent, impressions, clicks, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(spent) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS spent_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(impressions) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS impressions_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(clicks) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS clicks_each,
    if(empty(takers), [tuple('', spent, impressions, clicks)], arrayMap(n -> tuple(takers[n].1, spent_each[n], impressions_each[n], clicks_each[n]), arrayEnumerate(takers))) AS shares
  FROM (SELECT toStartOfMonth(day) AS period, toString(channel) AS channel, toString(campaign) AS campaign, toInt64(sum(amount_minor)) AS spent, toInt64(sum(impressions)) AS impressions, toInt64(sum(clicks)) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, channel, campaign) AS told
  GLOBAL ANY LEFT JOIN (SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (SELECT period, channel, list, value, count() AS won
FROM (SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, category AS dimension, customer_id, won.2 AS channel
FROM (SELECT customer_id, first_order, toUInt64(bitAnd(first_order, toUInt128(18446744073709551615))) AS order_id, won FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS new
GLOBAL INNER JOIN (SELECT order_id, ifNull(product_category, '') AS category FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
GROUP BY order_id, category) AS line USING (order_id)) AS new
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_campaign, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS campaign
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS touch USING (customer_id)) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value) GROUP BY period, channel, list) GROUP BY period, channel) AS won USING (period, channel)
) ARRAY JOIN shares AS share)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, category AS dimension, customer_id, won.2 AS channel
FROM (SELECT customer_id, first_order, toUInt64(bitAnd(first_order, toUInt128(18446744073709551615))) AS order_id, won FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS new
GLOBAL INNER JOIN (SELECT order_id, ifNull(product_category, '') AS category FROM order_lines GLOBAL ANY LEFT JOIN (
  SELECT product_id, canonical_id AS product_group, toString(category_1) AS product_category FROM products WHERE shop_id = {shop:UInt32}
) AS product USING (product_id)
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') BETWEEN {from:Date} AND {to:Date} AND person_id != 0
GROUP BY order_id, category) AS line USING (order_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and province
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT period, share.1 AS dimension, share.2 AS spent, share.3 AS impressions, share.4 AS clicks
FROM (
  SELECT period, spent, impressions, clicks, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(spent) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS spent_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(impressions) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS impressions_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(clicks) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS clicks_each,
    if(empty(takers), [tuple('', spent, impressions, clicks)], arrayMap(n -> tuple(takers[n].1, spent_each[n], impressions_each[n], clicks_each[n]), arrayEnumerate(takers))) AS shares
  FROM (SELECT toStartOfMonth(day) AS period, toString(channel) AS channel, toString(campaign) AS campaign, toInt64(sum(amount_minor)) AS spent, toInt64(sum(impressions)) AS impressions, toInt64(sum(clicks)) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, channel, campaign) AS told
  GLOBAL ANY LEFT JOIN (SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (SELECT period, channel, list, value, count() AS won
FROM (SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple(province, channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS new
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_campaign, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS campaign
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS touch USING (customer_id)) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value) GROUP BY period, channel, list) GROUP BY period, channel) AS won USING (period, channel)
) ARRAY JOIN shares AS share)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple(province, channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date}))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and tier
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT period, share.1 AS dimension, share.2 AS spent, share.3 AS impressions, share.4 AS clicks
FROM (
  SELECT period, spent, impressions, clicks, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(spent) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS spent_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(impressions) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS impressions_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(clicks) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS clicks_each,
    if(empty(takers), [tuple('', spent, impressions, clicks)], arrayMap(n -> tuple(takers[n].1, spent_each[n], impressions_each[n], clicks_each[n]), arrayEnumerate(takers))) AS shares
  FROM (SELECT toStartOfMonth(day) AS period, toString(channel) AS channel, toString(campaign) AS campaign, toInt64(sum(amount_minor)) AS spent, toInt64(sum(impressions)) AS impressions, toInt64(sum(clicks)) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, channel, campaign) AS told
  GLOBAL ANY LEFT JOIN (SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (SELECT period, channel, list, value, count() AS won
FROM (SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id)) AS new
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_campaign, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS campaign
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS touch USING (customer_id)) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value) GROUP BY period, channel, list) GROUP BY period, channel) AS won USING (period, channel)
) ARRAY JOIN shares AS share)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMaxIf(tier, tuple(last_seen_at, person_id), tier != '')) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and new-returning
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT period, share.1 AS dimension, share.2 AS spent, share.3 AS impressions, share.4 AS clicks
FROM (
  SELECT period, spent, impressions, clicks, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(spent) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS spent_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(impressions) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS impressions_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(clicks) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS clicks_each,
    if(empty(takers), [tuple('', spent, impressions, clicks)], arrayMap(n -> tuple(takers[n].1, spent_each[n], impressions_each[n], clicks_each[n]), arrayEnumerate(takers))) AS shares
  FROM (SELECT toStartOfMonth(day) AS period, toString(channel) AS channel, toString(campaign) AS campaign, toInt64(sum(amount_minor)) AS spent, toInt64(sum(impressions)) AS impressions, toInt64(sum(clicks)) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, channel, campaign) AS told
  GLOBAL ANY LEFT JOIN (SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (SELECT period, channel, list, value, count() AS won
FROM (SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id)) AS new
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_campaign, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS campaign
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS touch USING (customer_id)) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value) GROUP BY period, channel, list) GROUP BY period, channel) AS won USING (period, channel)
) ARRAY JOIN shares AS share)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT period, multiIf(
    customer_id = 0, 'guest',
    isNull(first_day) OR first_day > toLastDayOfMonth(period), 'none',
    first_day >= greatest(period, {from:Date}), 'new',
    'returning') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- cac by month and first-touch
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(spent)) AS upper, toInt64(0) AS lower
FROM (SELECT period, share.1 AS dimension, share.2 AS spent, share.3 AS impressions, share.4 AS clicks
FROM (
  SELECT period, spent, impressions, clicks, if(has(mapKeys(lists), campaign), lists[campaign], lists['']) AS takers,
    arrayCumSum(arrayMap(one -> one.2, takers)) AS upto_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(spent) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS spent_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(impressions) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS impressions_each, arrayPopFront(arrayDifference(arrayPushFront(arrayMap(upto -> toInt64(intDiv(toInt128(clicks) * upto, toInt128(upto_each[-1]))), upto_each), 0))) AS clicks_each,
    if(empty(takers), [tuple('', spent, impressions, clicks)], arrayMap(n -> tuple(takers[n].1, spent_each[n], impressions_each[n], clicks_each[n]), arrayEnumerate(takers))) AS shares
  FROM (SELECT toStartOfMonth(day) AS period, toString(channel) AS channel, toString(campaign) AS campaign, toInt64(sum(amount_minor)) AS spent, toInt64(sum(impressions)) AS impressions, toInt64(sum(clicks)) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, channel, campaign) AS told
  GLOBAL ANY LEFT JOIN (SELECT period, channel, CAST((groupArray(list), groupArray(takers)), 'Map(String, Array(Tuple(String, UInt64)))') AS lists
FROM (SELECT period, channel, list, arraySort(groupArray(tuple(value, won))) AS takers
FROM (SELECT period, channel, list, value, count() AS won
FROM (SELECT period, toString(dimension) AS value, toString(channel) AS channel, ifNull(campaign, '') AS touched
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id)) AS new
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_campaign, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS campaign
FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS touch USING (customer_id)) ARRAY JOIN if(touched = '', [''], ['', touched]) AS list
GROUP BY period, channel, list, value) GROUP BY period, channel, list) GROUP BY period, channel) AS won USING (period, channel)
) ARRAY JOIN shares AS share)
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(count()) AS lower
FROM (SELECT period, ifNull(attribute, '') AS dimension, customer_id, channel
FROM (SELECT toStartOfMonth(toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai')) AS period, won.1 AS dimension, customer_id, won.2 AS channel FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(first) AS first_order, argMin(place, first) AS won
FROM (SELECT person_id, min(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS first, argMin(tuple('', channel), bitShiftLeft(toUInt128(toUnixTimestamp64Milli(assumeNotNull(paid_at)) + 4611686018427387904), 64) + order_id) AS place
FROM orders
WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date}
GROUP BY person_id)
GROUP BY customer_id
HAVING toDate(fromUnixTimestamp64Milli(toInt64(bitShiftRight(first_order, 64)) - 4611686018427387904, 'UTC'), 'Asia/Shanghai') >= {from:Date})) AS counted
GLOBAL ANY LEFT JOIN (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, toString(argMinIf(touch_source, tuple(assumeNotNull(touched_at), person_id), touched_at IS NOT NULL)) AS attribute FROM persons WHERE shop_id = {shop:UInt32} GROUP BY customer_id) AS known USING (customer_id))
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- click-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(sum(clicks)) AS upper, toInt64(sum(impressions)) AS lower
FROM (SELECT toStartOfMonth(day) AS period, '' AS dimension,
  sum(amount_minor) AS spent, sum(impressions) AS impressions, sum(clicks) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;

-- conversion-rate by month
SELECT toString(period) AS period_start, toString(dimension) AS value_of, sum(upper) AS numerator, sum(lower) AS denominator
FROM (
SELECT period, toString(dimension) AS dimension, toInt64(count()) AS upper, toInt64(0) AS lower
FROM (SELECT toStartOfMonth(first_day) AS period, '' AS dimension, customer_id
FROM (SELECT dictGetOrDefault('person_overrides', 'customer_id', bitShiftLeft(toUInt64({shop:UInt32}), 32) + person_id, person_id) AS customer_id, min(day) AS first_day
FROM (
  SELECT person_id, min(toDate(assumeNotNull(paid_at), 'Asia/Shanghai')) AS day FROM orders
  WHERE shop_id = {shop:UInt32} AND is_paid = 1 AND currency = {currency:String} AND person_id != 0 AND toDate(assumeNotNull(paid_at), 'Asia/Shanghai') <= {to:Date} GROUP BY person_id
) GROUP BY customer_id) WHERE first_day >= {from:Date})
GROUP BY period, dimension
UNION ALL
SELECT period, toString(dimension) AS dimension, toInt64(0) AS upper, toInt64(sum(clicks)) AS lower
FROM (SELECT toStartOfMonth(day) AS period, '' AS dimension,
  sum(amount_minor) AS spent, sum(impressions) AS impressions, sum(clicks) AS clicks
FROM acquisition_spend
WHERE shop_id = {shop:UInt32} AND currency = {currency:String} AND day BETWEEN {from:Date} AND {to:Date}
GROUP BY period, dimension)
GROUP BY period, dimension
)
GROUP BY period, dimension
ORDER BY period, dimension;
