CREATE TABLE IF NOT EXISTS shuke.events_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/events_local', '{replica}')
PARTITION BY toYYYYMM(time)
ORDER BY (shop_id, person_id, time, message_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.events ON CLUSTER 'main' AS shuke.events_local ENGINE = Distributed('main', 'shuke', 'events_local', cityHash64(shop_id, person_id));

CREATE TABLE IF NOT EXISTS shuke.event_repeats_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/event_repeats_local', '{replica}')
PARTITION BY toYYYYMM(time)
ORDER BY (shop_id, person_id, time, message_id, import_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.event_repeats ON CLUSTER 'main' AS shuke.event_repeats_local ENGINE = Distributed('main', 'shuke', 'event_repeats_local', cityHash64(shop_id, person_id));

CREATE TABLE IF NOT EXISTS shuke.orders_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/orders_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, order_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.orders ON CLUSTER 'main' AS shuke.orders_local ENGINE = Distributed('main', 'shuke', 'orders_local', cityHash64(shop_id, order_id));

CREATE TABLE IF NOT EXISTS shuke.order_lines_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/order_lines_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, order_id, line_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.order_lines ON CLUSTER 'main' AS shuke.order_lines_local ENGINE = Distributed('main', 'shuke', 'order_lines_local', cityHash64(shop_id, order_id));

CREATE TABLE IF NOT EXISTS shuke.refunds_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/refunds_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, refund_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.refunds ON CLUSTER 'main' AS shuke.refunds_local ENGINE = Distributed('main', 'shuke', 'refunds_local', cityHash64(shop_id, refund_id));

CREATE TABLE IF NOT EXISTS shuke.refund_lines_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/refund_lines_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, refund_id, line_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.refund_lines ON CLUSTER 'main' AS shuke.refund_lines_local ENGINE = Distributed('main', 'shuke', 'refund_lines_local', cityHash64(shop_id, refund_id));

CREATE TABLE IF NOT EXISTS shuke.persons_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/persons_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, person_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.persons ON CLUSTER 'main' AS shuke.persons_local ENGINE = Distributed('main', 'shuke', 'persons_local', cityHash64(shop_id, person_id));

CREATE TABLE IF NOT EXISTS shuke.override_rows_local ON CLUSTER 'main' (
  shop_id UInt32,
  person_id UInt32,
  customer_id UInt32,
  version UInt64,
  is_deleted UInt8
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/override_rows_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, person_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.override_rows ON CLUSTER 'main' AS shuke.override_rows_local ENGINE = Distributed('main', 'shuke', 'override_rows_local', cityHash64(shop_id, person_id));

CREATE DICTIONARY IF NOT EXISTS shuke.person_overrides ON CLUSTER 'main' (
  person_key UInt64,
  customer_id UInt32
) PRIMARY KEY person_key
SOURCE(CLICKHOUSE(QUERY 'SELECT bitShiftLeft(toUInt64(shop_id), 32) + person_id AS person_key, customer_id FROM shuke.override_rows FINAL'))
LIFETIME(0)
LAYOUT(HASHED());

CREATE TABLE IF NOT EXISTS shuke.products_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/products_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, product_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.products ON CLUSTER 'main' AS shuke.products_local ENGINE = Distributed('main', 'shuke', 'products_local', cityHash64(shop_id, product_id));

CREATE TABLE IF NOT EXISTS shuke.acquisition_spend_local ON CLUSTER 'main' (
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
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/acquisition_spend_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, spend_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.acquisition_spend ON CLUSTER 'main' AS shuke.acquisition_spend_local ENGINE = Distributed('main', 'shuke', 'acquisition_spend_local', cityHash64(shop_id, spend_id));

ALTER TABLE shuke.events_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;

ALTER TABLE shuke.events ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;

ALTER TABLE shuke.events_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;

ALTER TABLE shuke.events ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;

ALTER TABLE shuke.events_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;

ALTER TABLE shuke.events ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;

ALTER TABLE shuke.event_repeats_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;

ALTER TABLE shuke.event_repeats ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;

ALTER TABLE shuke.event_repeats_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;

ALTER TABLE shuke.event_repeats ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;

ALTER TABLE shuke.event_repeats_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;

ALTER TABLE shuke.event_repeats ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;

CREATE TABLE IF NOT EXISTS shuke.retained_activity_local ON CLUSTER 'main' (
  shop_id UInt32,
  step LowCardinality(String) COMMENT 'day, week, month or horizon',
  dimension LowCardinality(String) COMMENT 'code of the dimension; empty without one',
  period Date COMMENT 'first day',
  value String COMMENT 'of the dimension',
  customers UInt64,
  version UInt64
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/retained_activity_local', '{replica}', version)
ORDER BY (shop_id, step, dimension, period, value)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.retained_activity ON CLUSTER 'main' AS shuke.retained_activity_local ENGINE = Distributed('main', 'shuke', 'retained_activity_local', cityHash64(shop_id));

CREATE TABLE IF NOT EXISTS shuke.first_event_channels_local ON CLUSTER 'main' (
  shop_id UInt32,
  person_id UInt32,
  channel LowCardinality(String),
  corrected_time DateTime64(3, 'UTC'),
  version UInt64 COMMENT 'greater for an earlier time'
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/first_event_channels_local', '{replica}', version)
ORDER BY (shop_id, person_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.first_event_channels ON CLUSTER 'main' AS shuke.first_event_channels_local ENGINE = Distributed('main', 'shuke', 'first_event_channels_local', cityHash64(shop_id, person_id));

ALTER TABLE shuke.persons_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS profiling_barred UInt8 DEFAULT 0;

ALTER TABLE shuke.persons ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS profiling_barred UInt8 DEFAULT 0;

CREATE TABLE IF NOT EXISTS shuke.people_local ON CLUSTER 'main' (
  shop_id UInt32,
  slot UInt8,
  build UInt64,
  customer_id UInt32,
  first_seen DateTime64(3, 'UTC') COMMENT 'epoch = never seen but for an order',
  last_seen DateTime64(3, 'UTC'),
  orders UInt32 COMMENT 'paid orders up to the day; 0 = no buyer, and the columns of buyers are empty',
  paid_minor Int64,
  refunded_minor Int64,
  net_minor Int64,
  first_paid DateTime64(3, 'UTC'),
  last_paid DateTime64(3, 'UTC'),
  first_day Date COMMENT 'shop day of the first paid order',
  last_day Date,
  r UInt8 COMMENT '1 to 5; 0 = no buyer',
  f UInt8,
  m UInt8,
  rfm_group LowCardinality(String),
  quadrant LowCardinality(String),
  stage LowCardinality(String),
  province LowCardinality(String),
  channel LowCardinality(String) COMMENT 'where they came in',
  tier LowCardinality(String),
  first_touch LowCardinality(String),
  barred UInt8 COMMENT '1: no profile or score of them may be shown'
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/people_local', '{replica}')
PARTITION BY (shop_id, slot)
ORDER BY (shop_id, slot, build, customer_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.people ON CLUSTER 'main' AS shuke.people_local ENGINE = Distributed('main', 'shuke', 'people_local', cityHash64(shop_id, customer_id));

ALTER TABLE shuke.persons_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS tags Array(Int64) DEFAULT [];

ALTER TABLE shuke.persons ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS tags Array(Int64) DEFAULT [];

ALTER TABLE shuke.persons_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS tag_ends Array(DateTime('UTC')) DEFAULT [];

ALTER TABLE shuke.persons ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS tag_ends Array(DateTime('UTC')) DEFAULT [];

ALTER TABLE shuke.persons_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS consents Array(LowCardinality(String)) DEFAULT [];

ALTER TABLE shuke.persons ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS consents Array(LowCardinality(String)) DEFAULT [];

CREATE TABLE IF NOT EXISTS shuke.scores_local ON CLUSTER 'main' (
  shop_id UInt32,
  score LowCardinality(String) COMMENT 'code of the kind of score',
  as_of Date,
  run_id UInt64,
  customer_id UInt32 COMMENT 'as they were joined on that day',
  value Float64 COMMENT 'money in minor units',
  low Nullable(Float64),
  high Nullable(Float64),
  model LowCardinality(String),
  version UInt16 COMMENT 'of the method'
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/scores_local', '{replica}')
PARTITION BY as_of
ORDER BY (shop_id, score, as_of, run_id, customer_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.scores ON CLUSTER 'main' AS shuke.scores_local ENGINE = Distributed('main', 'shuke', 'scores_local', cityHash64(shop_id, customer_id));

CREATE TABLE IF NOT EXISTS shuke.ties_local ON CLUSTER 'main' (
  shop_id UInt32,
  tie_id UInt64,
  person_id UInt32,
  tie_kind LowCardinality(String),
  tie_no String,
  tie_role LowCardinality(String),
  version UInt64,
  is_deleted UInt8
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/ties_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, tie_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.ties ON CLUSTER 'main' AS shuke.ties_local ENGINE = Distributed('main', 'shuke', 'ties_local', cityHash64(shop_id, tie_id));

ALTER TABLE shuke.ties_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS seen_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC') AFTER tie_role;

ALTER TABLE shuke.ties ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS seen_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC') AFTER tie_role;

CREATE TABLE IF NOT EXISTS shuke.segment_members_local ON CLUSTER 'main' (
  shop_id UInt32,
  segment_id UInt32,
  refresh UInt64,
  members Array(UInt32) COMMENT 'customer numbers as they were joined then' CODEC(Delta(4), ZSTD(1))
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/segment_members_local', '{replica}')
ORDER BY (shop_id, segment_id, refresh)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.segment_members ON CLUSTER 'main' AS shuke.segment_members_local ENGINE = Distributed('main', 'shuke', 'segment_members_local', cityHash64(shop_id, segment_id));

CREATE TABLE IF NOT EXISTS shuke.segment_moves_local ON CLUSTER 'main' (
  shop_id UInt32,
  segment_id UInt32,
  refresh UInt64 COMMENT 'whose members these moves change',
  customer_id UInt32,
  move UInt64,
  entered UInt8,
  at DateTime64(3, 'UTC'),
  cause LowCardinality(String) COMMENT 'event, order, person, merge, time, refresh, rule'
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/segment_moves_local', '{replica}')
ORDER BY (shop_id, segment_id, refresh, customer_id, move)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.segment_moves ON CLUSTER 'main' AS shuke.segment_moves_local ENGINE = Distributed('main', 'shuke', 'segment_moves_local', cityHash64(shop_id, segment_id));

CREATE TABLE IF NOT EXISTS shuke.touched_persons_local ON CLUSTER 'main' (
  shop_id UInt32,
  person_id UInt32,
  at DateTime64(3, 'UTC') COMMENT 'clock of the engine',
  source LowCardinality(String) COMMENT 'table that was written',
  name LowCardinality(String) COMMENT 'of an event',
  is_deleted UInt8
) ENGINE = Memory SETTINGS max_rows_to_keep = 2000000;

CREATE TABLE IF NOT EXISTS shuke.touched_persons ON CLUSTER 'main' AS shuke.touched_persons_local ENGINE = Distributed('main', 'shuke', 'touched_persons_local', cityHash64(shop_id, person_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_events ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'events' AS source, name, toUInt8(0) AS is_deleted
FROM shuke.events_local WHERE person_id != 0 GROUP BY shop_id, person_id, name;

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_orders ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'orders' AS source, '' AS name, is_deleted
FROM shuke.orders_local WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_refunds ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'refunds' AS source, '' AS name, is_deleted
FROM shuke.refunds_local WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_persons ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'persons' AS source, '' AS name, is_deleted
FROM shuke.persons_local GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_overrides ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'override_rows' AS source, '' AS name, is_deleted
FROM shuke.override_rows_local GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_ties ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'ties' AS source, '' AS name, is_deleted
FROM shuke.ties_local WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE TABLE IF NOT EXISTS shuke.list_persons_local ON CLUSTER 'main' (
  shop_id UInt32,
  list_id UInt32,
  person_id UInt32
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/list_persons_local', '{replica}')
ORDER BY (shop_id, list_id, person_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.list_persons ON CLUSTER 'main' AS shuke.list_persons_local ENGINE = Distributed('main', 'shuke', 'list_persons_local', cityHash64(shop_id, person_id));

CREATE TABLE IF NOT EXISTS shuke.exposures_local ON CLUSTER 'main' (
  shop_id UInt32,
  score LowCardinality(String) COMMENT 'churn, next-purchase or recommendations',
  day Date,
  person_id UInt32 COMMENT 'number of the customer on that day',
  way LowCardinality(String) COMMENT 'how: a list served, an export, a tag',
  is_held UInt8 COMMENT 'of the holdout: left out of the act',
  band UInt8 COMMENT 'tenth of the score on that day; 0 where there is none'
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/exposures_local', '{replica}')
PARTITION BY toYYYYMM(day)
ORDER BY (shop_id, score, day, person_id, way)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.exposures ON CLUSTER 'main' AS shuke.exposures_local ENGINE = Distributed('main', 'shuke', 'exposures_local', cityHash64(shop_id, person_id));

ALTER TABLE shuke.scores_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS word LowCardinality(String) DEFAULT '' COMMENT 'what the score names; empty of scores that are numbers' AFTER value;

ALTER TABLE shuke.scores ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS word LowCardinality(String) DEFAULT '' COMMENT 'what the score names; empty of scores that are numbers' AFTER value;

CREATE TABLE IF NOT EXISTS shuke.plus_periods_local ON CLUSTER 'main' (
  shop_id UInt32,
  subscription_id UInt64,
  no UInt32 COMMENT '0: the trial',
  person_id UInt32,
  plan_id UInt64,
  begins_at DateTime64(3, 'UTC'),
  ends_at DateTime64(3, 'UTC') COMMENT 'the first instant without it',
  is_open UInt8 COMMENT 'the last period of a subscription that nothing ended yet',
  version UInt64,
  is_deleted UInt8
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/plus_periods_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, subscription_id, no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.plus_periods ON CLUSTER 'main' AS shuke.plus_periods_local ENGINE = Distributed('main', 'shuke', 'plus_periods_local', cityHash64(shop_id, subscription_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_plus ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'plus' AS source, '' AS name, is_deleted
FROM shuke.plus_periods_local WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE TABLE IF NOT EXISTS shuke.points_held_local ON CLUSTER 'main' (
  shop_id UInt32,
  account_id UInt64,
  person_id UInt32,
  lasting Int64 COMMENT 'active points that never expire, less what is owed',
  ends Array(DateTime64(3, 'UTC')) COMMENT 'when active points expire, ascending',
  ending Array(Int64) COMMENT 'how many expire then',
  version UInt64 COMMENT 'number of the last entry of the account',
  is_deleted UInt8
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/points_held_local', '{replica}', version, is_deleted)
ORDER BY (shop_id, account_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS shuke.points_held ON CLUSTER 'main' AS shuke.points_held_local ENGINE = Distributed('main', 'shuke', 'points_held_local', cityHash64(shop_id, account_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS shuke.touched_by_points ON CLUSTER 'main' TO shuke.touched_persons_local AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'points' AS source, '' AS name, is_deleted
FROM shuke.points_held_local WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;
