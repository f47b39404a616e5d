-- The tracking door: live events over HTTP.

-- When a message without a time of its own was first seen: its row in ClickHouse is keyed by that, so that the same
-- message again is the same row. The hash is SHA-256 of its id, cut to 16 bytes.
create table ingest.first_seen (
  shop_id integer not null references platform.shops,
  message_hash bytea not null check (length(message_hash) = 16),
  seen_at timestamptz not null,
  primary key (shop_id, message_hash)
);
select platform.protect('ingest.first_seen');

-- Grows whenever an identity or a product ceases to point where it did (a person is erased, an import undone): servers
-- that remember where they point throw away what they remember. No row: it never grew.
create table customers.generations (
  shop_id integer primary key references platform.shops,
  generation bigint not null
);
select platform.protect('customers.generations');
