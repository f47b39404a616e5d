-- What must be counted. Nothing here names a person: rows carry a per-shop number.
-- {{table ...}}, {{engine ...}}, {{read ...}}, {{dictionary ...}}: see src/platform/clickhouse/migrate.ts.

-- Behaviour. Every key, partition and shard column is a function of the message alone, so that a retry is the same row.
CREATE TABLE {{table events sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  time DateTime64(3, 'UTC') COMMENT 'client time as sent',
  message_id String,
  corrected_time DateTime64(3, 'UTC') COMMENT 'time less the clock error of the client',
  received_at DateTime64(3, 'UTC'),
  name LowCardinality(String),
  channel LowCardinality(String),
  product_id UInt32 COMMENT '0 = none',
  category LowCardinality(String),
  order_no String,
  quantity Int32,
  amount_minor Int64,
  currency LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign LowCardinality(String),
  properties String COMMENT 'JSON object of scalars, stripped of personal values',
  import_id UInt64
) ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY toYYYYMM(time)
ORDER BY (shop_id, person_id, time, message_id);

-- Events of an import that another import brought before it, as this one told them: undoing the other puts them in its
-- place. import_id 0: told live.
CREATE TABLE {{table event_repeats sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  time DateTime64(3, 'UTC'),
  message_id String,
  corrected_time DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  name LowCardinality(String),
  channel LowCardinality(String),
  product_id UInt32,
  category LowCardinality(String),
  order_no String,
  quantity Int32,
  amount_minor Int64,
  currency LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign LowCardinality(String),
  properties String,
  import_id UInt64
) ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY toYYYYMM(time)
ORDER BY (shop_id, person_id, time, message_id, import_id);

-- Mirror of orders.orders, by row version. Sharded by order, so that a buyer learnt later is the same row.
CREATE TABLE {{table orders sharded by cityHash64(shop_id, order_id)}} (
  shop_id UInt32,
  order_id UInt64,
  person_id UInt32 COMMENT '0 = guest',
  channel LowCardinality(String),
  state LowCardinality(String),
  is_paid UInt8,
  created_at DateTime64(3, 'UTC'),
  paid_at Nullable(DateTime64(3, 'UTC')),
  currency LowCardinality(String),
  goods_minor Int64,
  shipping_minor Int64,
  discount_minor Int64,
  paid_minor Int64,
  refunded_minor Int64,
  quantity Int64,
  province LowCardinality(String),
  city LowCardinality(String),
  tie_kind LowCardinality(String),
  tie_no String,
  tie_role LowCardinality(String),
  source LowCardinality(String),
  campaign LowCardinality(String),
  import_id UInt64,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, order_id);

-- Mirror of orders.order_lines with what their order says, written together with it.
CREATE TABLE {{table order_lines sharded by cityHash64(shop_id, order_id)}} (
  shop_id UInt32,
  order_id UInt64,
  line_key String,
  person_id UInt32,
  channel LowCardinality(String),
  is_paid UInt8,
  paid_at Nullable(DateTime64(3, 'UTC')),
  province LowCardinality(String),
  currency LowCardinality(String) COMMENT 'of the order',
  product_id UInt32,
  quantity Int32,
  amount_minor Int64,
  discount_minor Int64,
  cost_minor Nullable(Int64),
  refunded_quantity Int32,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, order_id, line_key);

-- Mirror of orders.refunds.
CREATE TABLE {{table refunds sharded by cityHash64(shop_id, refund_id)}} (
  shop_id UInt32,
  refund_id UInt64,
  order_id UInt64 COMMENT '0 = not linked to an order',
  person_id UInt32,
  channel LowCardinality(String),
  state LowCardinality(String),
  type LowCardinality(String),
  refunded_at DateTime64(3, 'UTC'),
  currency LowCardinality(String),
  amount_minor Int64,
  province LowCardinality(String),
  import_id UInt64,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, refund_id);

CREATE TABLE {{table refund_lines sharded by cityHash64(shop_id, refund_id)}} (
  shop_id UInt32,
  refund_id UInt64,
  line_key String,
  person_id UInt32,
  channel LowCardinality(String),
  state LowCardinality(String),
  refunded_at DateTime64(3, 'UTC'),
  province LowCardinality(String),
  currency LowCardinality(String) COMMENT 'of the refund',
  product_id UInt32,
  quantity Int32,
  amount_minor Int64,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, refund_id, line_key);

-- Non-personal facts about persons, for dimensions and segments.
CREATE TABLE {{table persons sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  first_seen_at DateTime64(3, 'UTC'),
  last_seen_at DateTime64(3, 'UTC'),
  touch_channel LowCardinality(String),
  touch_source LowCardinality(String),
  touch_medium LowCardinality(String),
  touch_campaign LowCardinality(String),
  touched_at Nullable(DateTime64(3, 'UTC')),
  province LowCardinality(String),
  city LowCardinality(String),
  tier LowCardinality(String),
  traits Map(LowCardinality(String), String) COMMENT 'class ordinary only, as JSON values',
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, person_id);

-- Which customer a person belongs to, only where it is not the person's own number.
CREATE TABLE {{table override_rows sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  customer_id UInt32,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, person_id);

-- person_key = shop_id * 2^32 + person_id: one 64-bit key is looked up three times faster than a pair.
CREATE DICTIONARY {{dictionary person_overrides}} (
  person_key UInt64,
  customer_id UInt32
) PRIMARY KEY person_key
SOURCE(CLICKHOUSE(QUERY 'SELECT bitShiftLeft(toUInt64(shop_id), 32) + person_id AS person_key, customer_id FROM {{read override_rows}} FINAL'))
LIFETIME(0)
LAYOUT(HASHED());

CREATE TABLE {{table products sharded by cityHash64(shop_id, product_id)}} (
  shop_id UInt32,
  product_id UInt32,
  canonical_id UInt32 COMMENT 'smallest product_id of those mapped to be one thing; facts are those of the whole',
  title String,
  brand LowCardinality(String),
  category_1 LowCardinality(String),
  category_2 LowCardinality(String),
  category_3 LowCardinality(String),
  category_4 LowCardinality(String),
  currency LowCardinality(String),
  price_minor Nullable(Int64),
  cost_minor Nullable(Int64),
  stock Nullable(Int32),
  status LowCardinality(String),
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, product_id);

CREATE TABLE {{table acquisition_spend sharded by cityHash64(shop_id, spend_id)}} (
  shop_id UInt32,
  spend_id UInt64,
  channel LowCardinality(String),
  campaign LowCardinality(String),
  day Date,
  currency LowCardinality(String),
  amount_minor Int64,
  impressions UInt64,
  clicks UInt64,
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, spend_id);
