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
-- One file is never imported by two at once, whichever server or command they come from.
create unique index imports_unfinished on ingest.imports (shop_id, file_hash, preset)
  where state in ('running', 'interrupted');
select platform.protect('ingest.imports');
grant usage, select on sequence ingest.imports_import_id_seq to shuke_app;

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
