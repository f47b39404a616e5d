-- Rows of live events that were acknowledged and that ClickHouse may not have yet: what a flush wrote, in one piece. The
-- mirror kind `live-events` owes them by flush_id, writes many flushes as one part and deletes them
-- (src/domains/ingest/track/owed-rows.ts). Persons and products by number, so that an undo knows who is still in use.
create table ingest.live_rows (
  shop_id integer not null references platform.shops,
  flush_id bigint generated always as identity,
  columns text[] not null,
  lines bytea not null,
  person_ids integer[] not null,
  product_ids integer[] not null,
  primary key (shop_id, flush_id)
);
select platform.protect('ingest.live_rows');
grant usage, select on sequence ingest.live_rows_flush_id_seq to shuke_app;

-- Compressed already. Thirty flushes a second come and go: their place is to be had again before a minute's worth of
-- them is as large as a month of anything else.
alter table ingest.live_rows alter column lines set storage external;
alter table ingest.live_rows set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 2000);
alter table platform.mirror_batches set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- What ClickHouse refuses as data, alone, is set aside so that the rest goes on; the next start tries it again.
alter table platform.mirror_batches add column refused_at timestamptz;
