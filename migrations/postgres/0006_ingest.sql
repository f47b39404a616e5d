-- Ingest: imports, how far each has come, and what it would take to undo one.

create schema ingest;
grant usage on schema ingest to shuke_app;

create table ingest.imports (
  shop_id integer not null references platform.shops,
  import_id bigint generated always as identity,
  file_name text not null,
  file_path text not null,
  file_hash bytea not null,
  file_bytes bigint not null,
  preset text not null,
  mapping jsonb,
  options jsonb not null default '{}',
  state text not null check (state in ('running', 'interrupted', 'done', 'failed', 'undone', 'undoing')),
  -- rows of the file that are done, in file order: a resumed import reads on behind them
  rows_done bigint not null default 0,
  bytes_done bigint not null default 0,
  -- the result so far, in the shape of the CLI's answer
  counts jsonb not null default '{}',
  problem jsonb,
  started_by text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (shop_id, import_id)
);
create index imports_by_hash on ingest.imports (shop_id, file_hash);
select platform.protect('ingest.imports');
grant usage, select on sequence ingest.imports_import_id_seq to shuke_app;

-- The row as it was before an import changed it: undoing restores it. Rows an import made carry its import_id instead.
create table ingest.before_images (
  shop_id integer not null,
  import_id bigint not null,
  table_name text not null,
  row_key text not null,
  before jsonb not null,
  primary key (shop_id, import_id, table_name, row_key),
  foreign key (shop_id, import_id) references ingest.imports (shop_id, import_id)
);
create index before_images_by_row on ingest.before_images (shop_id, table_name, row_key, import_id);
select platform.protect('ingest.before_images');

-- Mappings a shop saved for files of its own shape.
create table ingest.mappings (
  shop_id integer not null references platform.shops,
  name text not null,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (shop_id, name)
);
select platform.protect('ingest.mappings');

-- The planner knows a shop only by the last ANALYZE: before it, a shop of a million lines is taken for one of ten rows,
-- and a lookup of one order reads them all (measured: 41 s instead of 8 for 120,000 lines). Growing imports ask for it;
-- the application owns no table, hence the function.
create function ingest.refresh_statistics() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  execute (
    select 'analyze (skip_locked) ' || string_agg(c.oid::regclass::text, ', ')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('customers', 'products', 'orders'));
end $$;
revoke all on function ingest.refresh_statistics() from public;
grant execute on function ingest.refresh_statistics() to shuke_app;
