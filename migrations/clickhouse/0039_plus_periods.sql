-- Mirror of loyalty.plus_periods, for segments: when each person had the paid membership, of which plan. A period is cut where
-- its subscription ended within it. The last one of a subscription stays open until the end is posted, which is within a minute.
CREATE TABLE {{table plus_periods sharded by cityHash64(shop_id, subscription_id)}} (
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
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, subscription_id, no);

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_plus}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'plus' AS source, '' AS name, is_deleted
FROM {{own plus_periods}} WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;
