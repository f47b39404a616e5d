-- Mirror of customers.ties: who led, shared or referred, and who came by it. A tie is there or not and never changes, so its
-- version is 1, and 2 of the tombstone.
CREATE TABLE {{table ties sharded by cityHash64(shop_id, tie_id)}} (
  shop_id UInt32,
  tie_id UInt64,
  person_id UInt32,
  tie_kind LowCardinality(String),
  tie_no String,
  tie_role LowCardinality(String),
  version UInt64,
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, tie_id);
