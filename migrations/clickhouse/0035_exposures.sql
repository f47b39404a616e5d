-- Who was acted on by which model's scores on which shop day, and who of the universal holdout would have been: persons by number, nothing else of them.
CREATE TABLE {{table exposures sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  score LowCardinality(String) COMMENT 'churn, next-purchase or recommendations',
  day Date,
  person_id UInt32 COMMENT 'number of the customer on that day',
  way LowCardinality(String) COMMENT 'how: a list served, an export, a tag',
  is_held UInt8 COMMENT 'of the holdout: left out of the act',
  band UInt8 COMMENT 'tenth of the score on that day; 0 where there is none'
) ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY toYYYYMM(day)
ORDER BY (shop_id, score, day, person_id, way);
