-- Persons of uploaded lists, by number. Rows of a list that PostgreSQL does not know (segments.lists) were left by an upload that broke off: no question asks for them.
CREATE TABLE {{table list_persons sharded by cityHash64(shop_id, person_id)}} (
  shop_id UInt32,
  list_id UInt32,
  person_id UInt32
) ENGINE = {{engine ReplacingMergeTree()}}
ORDER BY (shop_id, list_id, person_id);
