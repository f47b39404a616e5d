-- What models say of each customer as of a shop day. Which run of a model is read, PostgreSQL says (analytics.model_runs): rows
-- of a run that broke off lie here until they are swept, and no question finds them. A day is a partition, so that a
-- day that has had its time goes without a rewrite of others.
CREATE TABLE {{table scores sharded by cityHash64(shop_id, customer_id)}} (
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
) ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY as_of
ORDER BY (shop_id, score, as_of, run_id, customer_id);
