-- Several server processes on one database: who is at which import, what of an import's files the others may need,
-- which master key the installation has, and what a distribution over Citus has put aside.

-- The process (and claim) that is at the import now, as src/platform/control/holds.ts names it; refreshed while it lives.
alter table ingest.imports add column holder text, add column held_at timestamptz;
create index imports_at_work on ingest.imports (shop_id) where state in ('running', 'interrupted', 'undoing');

-- A worker asks which shops have imports to go on with; the imports themselves it reads shop by shop.
create policy finder on ingest.imports for select to current_user using (true);
create function ingest.shops_importing() returns setof integer
  language sql stable security definer set search_path = pg_catalog as $$
  select distinct shop_id from ingest.imports where state in ('running', 'interrupted', 'undoing')
$$;
revoke all on function ingest.shops_importing() from public;
grant execute on function ingest.shops_importing() to shuke_app;

-- An upload or the rejects of an import, in pieces: a process on another machine goes on with the one and shows the
-- other. Only where PostgreSQL is a server; sealed (row id = import_id:kind:place), because they are people's data in
-- clear. Uploads go when the import ends. place: bytes of the file before this piece.
create table ingest.import_files (
  shop_id integer not null,
  import_id bigint not null,
  kind text not null check (kind in ('upload', 'rejects')),
  place bigint not null check (place >= 0),
  body_sealed bytea not null,
  primary key (shop_id, import_id, kind, place),
  foreign key (shop_id, import_id) references ingest.imports (shop_id, import_id)
);
select platform.protect('ingest.import_files');

-- The one row of the installation. A process with another master key would change the database roles' passwords to
-- its own and shut the others out, so it is refused before it touches anything.
create table platform.installation (
  only_one boolean primary key default true check (only_one),
  master_id text not null
);
-- The rotation of the master key notes the new one.
grant select, update on platform.installation to shuke_app;

-- Which master key wraps the data keys of an installation that is older than the row above.
create policy finder on platform.data_keys for select to current_user using (true);

-- Foreign keys that `shuke db distribute` has taken off and not put back yet.
create table platform.foreign_keys_aside (
  shop_table text not null,
  name text not null,
  definition text not null,
  primary key (shop_table, name)
);

-- The next version of a mirrored row, for UPDATE: Citus takes no volatile function there, so this one calls itself
-- stable and is asked on the coordinator, once a statement. Written as greatest(row_version + 1, next_version()): of two
-- statements that wait for one row, the later has the higher version, whichever was given its number first.
create function platform.next_version() returns bigint
  language plpgsql stable as $$
begin
  return nextval('platform.row_version');
end $$;
