-- Members of segments as sorted customer numbers, one row a refresh (differences of neighbours: a million dense ones are a few KB); which refresh counts, PostgreSQL says
-- (segments.refreshes). Rows of one that broke off lie here until they are swept, and no question finds them.
CREATE TABLE {{table segment_members sharded by cityHash64(shop_id, segment_id)}} (
  shop_id UInt32,
  segment_id UInt32,
  refresh UInt64,
  members Array(UInt32) COMMENT 'customer numbers as they were joined then' CODEC(Delta(4), ZSTD(1))
) ENGINE = {{engine ReplacingMergeTree()}}
ORDER BY (shop_id, segment_id, refresh);

-- Who entered or left, when and why. `move` grows with every live change; 0: found by the refresh itself.
CREATE TABLE {{table segment_moves sharded by cityHash64(shop_id, segment_id)}} (
  shop_id UInt32,
  segment_id UInt32,
  refresh UInt64 COMMENT 'whose members these moves change',
  customer_id UInt32,
  move UInt64,
  entered UInt8,
  at DateTime64(3, 'UTC'),
  cause LowCardinality(String) COMMENT 'event, order, person, merge, time, refresh, rule'
) ENGINE = {{engine ReplacingMergeTree()}}
ORDER BY (shop_id, segment_id, refresh, customer_id, move);
