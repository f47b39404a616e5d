-- Files that were uploaded to be looked at before they are imported: gone when the import has begun, or after a day.

create table ingest.uploads (
  shop_id integer not null references platform.shops,
  upload_id uuid not null,
  file_name text not null,
  file_hash bytea not null,
  file_bytes bigint not null check (file_bytes >= 0),
  -- 'user:<id>' or 'key:<id>': who holds the file, and so sees its rows in clear
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  primary key (shop_id, upload_id)
);
select platform.protect('ingest.uploads');

-- Where several processes share PostgreSQL: the file, sealed and in pieces, as ingest.import_files has those of imports.
create table ingest.upload_pieces (
  shop_id integer not null,
  upload_id uuid not null,
  place bigint not null check (place >= 0),
  body_sealed bytea not null,
  primary key (shop_id, upload_id, place),
  foreign key (shop_id, upload_id) references ingest.uploads (shop_id, upload_id) on delete cascade
);
select platform.protect('ingest.upload_pieces');

-- A shop's own mappings, by name: found again when a file comes whose columns they know.
create table ingest.mappings (
  shop_id integer not null references platform.shops,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (shop_id, name)
);
select platform.protect('ingest.mappings');
