-- What stays of raw events that retention dropped: answers, no persons.

-- Active customers of whole shop days, weeks (from Monday) and months that begin before the shop's horizon, along every
-- dimension, counted just before their events went. step 'horizon': period is the first day whose events are still there.
CREATE TABLE {{table retained_activity sharded by cityHash64(shop_id)}} (
  shop_id UInt32,
  step LowCardinality(String) COMMENT 'day, week, month or horizon',
  dimension LowCardinality(String) COMMENT 'code of the dimension; empty without one',
  period Date COMMENT 'first day',
  value String COMMENT 'of the dimension',
  customers UInt64,
  version UInt64
) ENGINE = {{engine ReplacingMergeTree(version)}}
ORDER BY (shop_id, step, dimension, period, value);

-- The channel of each person's earliest event, for those whose earliest events are gone: where a customer came in.
CREATE TABLE {{table first_event_channels sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  person_id UInt32,
  channel LowCardinality(String),
  corrected_time DateTime64(3, 'UTC'),
  version UInt64 COMMENT 'greater for an earlier time'
) ENGINE = {{engine ReplacingMergeTree(version)}}
ORDER BY (shop_id, person_id);
