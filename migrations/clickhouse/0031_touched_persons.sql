-- Who was just written about, for live segments: filled by the engine itself with every insert, whoever inserts. In memory
-- and bounded, because it is a hint for the next seconds: what is lost with a restart, a refresh finds.
CREATE TABLE {{table touched_persons sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  at DateTime64(3, 'UTC') COMMENT 'clock of the engine',
  source LowCardinality(String) COMMENT 'table that was written',
  name LowCardinality(String) COMMENT 'of an event',
  is_deleted UInt8
) ENGINE = Memory SETTINGS max_rows_to_keep = 2000000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_events}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'events' AS source, name, toUInt8(0) AS is_deleted
FROM {{own events}} WHERE person_id != 0 GROUP BY shop_id, person_id, name;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_orders}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'orders' AS source, '' AS name, is_deleted
FROM {{own orders}} WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_refunds}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'refunds' AS source, '' AS name, is_deleted
FROM {{own refunds}} WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_persons}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'persons' AS source, '' AS name, is_deleted
FROM {{own persons}} GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_overrides}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'override_rows' AS source, '' AS name, is_deleted
FROM {{own override_rows}} GROUP BY shop_id, person_id, is_deleted;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_ties}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'ties' AS source, '' AS name, is_deleted
FROM {{own ties}} WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;
