-- Mirror of ledgers.points_accounts, for segments: what each account holds that can be spent. By account, because an account
-- stays when its person is erased. Written behind the acts (src/domains/ledgers/points/mirror-held.ts): an act owes nothing here.
CREATE TABLE {{table points_held sharded by cityHash64(shop_id, account_id)}} (
  shop_id UInt32,
  account_id UInt64,
  person_id UInt32,
  lasting Int64 COMMENT 'active points that never expire, less what is owed',
  ends Array(DateTime64(3, 'UTC')) COMMENT 'when active points expire, ascending',
  ending Array(Int64) COMMENT 'how many expire then',
  version UInt64 COMMENT 'number of the last entry of the account',
  is_deleted UInt8
) ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
ORDER BY (shop_id, account_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS {{everywhere touched_by_points}} TO {{own touched_persons}} AS
SELECT shop_id, person_id, now64(3, 'UTC') AS at, 'points' AS source, '' AS name, is_deleted
FROM {{own points_held}} WHERE person_id != 0 GROUP BY shop_id, person_id, is_deleted;
