-- What every customer of a shop comes to as of a day, worked out once and asked many times: lists, groups and maps of
-- one screen count the same people. `slot` is the place of one build of a shop and is dropped whole before the next
-- one is written there; which build stands in it, PostgreSQL says (analytics.people_builds).
CREATE TABLE {{table people sharded by cityHash64(shop_id, customer_id)}} (
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
) ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY (shop_id, slot)
ORDER BY (shop_id, slot, build, customer_id);

-- Tags of a person by number (hashtextextended of tag and shop in PostgreSQL), never by their words. ends: when each
-- runs out; 2106-01-01 = for good.
ALTER TABLE {{alter persons}} ADD COLUMN IF NOT EXISTS tags Array(Int64) DEFAULT [];
ALTER TABLE {{alter persons}} ADD COLUMN IF NOT EXISTS tag_ends Array(DateTime('UTC')) DEFAULT [];
