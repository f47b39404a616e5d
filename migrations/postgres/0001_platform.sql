-- The ground every domain stands on: shops, keys, the versions and queues of the mirror to ClickHouse.
-- Run by the migrator's role. The application is shuke_app: no owner, no superuser, no BYPASSRLS.

create schema if not exists platform;
grant usage on schema platform to shuke_app;

-- Puts a table of shop rows under row-level security for everybody, its owner included.
-- Without app.shop_id set in the transaction such a table looks empty and takes no row.
create function platform.protect(shop_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', shop_table);
  execute format('alter table %s force row level security', shop_table);
  execute format(
    'create policy own_shop on %s using (shop_id = nullif(current_setting(''app.shop_id'', true), '''')::integer)'
    || ' with check (shop_id = nullif(current_setting(''app.shop_id'', true), '''')::integer)', shop_table);
  execute format('grant select, insert, update, delete on %s to shuke_app', shop_table);
end $$;

-- The tenants. Readable without a shop, because a request names its shop by slug before it is known to be allowed;
-- holds nothing a shop keeps from another but its existence, which the routes hide (404).
create table platform.shops (
  shop_id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  organization_id text unique,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
grant select, insert, update on platform.shops to shuke_app;

-- One counter for every mirrored row: a later write of a row has a higher version, also across tables.
create sequence platform.row_version;
grant usage, select on sequence platform.row_version to shuke_app;

-- Dense numbers per shop (person, product), handed out in blocks: small bitmaps in ClickHouse (UInt32).
create table platform.counters (
  shop_id integer not null references platform.shops,
  name text not null,
  next integer not null default 1 check (next > 0),
  primary key (shop_id, name)
);
select platform.protect('platform.counters');

-- What a committed transaction still owes ClickHouse: ids of rows of one kind. Deleted once they are there,
-- run again at start if a crash left them. The worker needs them across shops, hence the function below.
create table platform.mirror_batches (
  shop_id integer not null references platform.shops,
  batch_id bigint generated always as identity,
  kind text not null,
  ids bigint[] not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, batch_id)
);
select platform.protect('platform.mirror_batches');
grant usage, select on sequence platform.mirror_batches_batch_id_seq to shuke_app;

-- At start the server asks which shops a crash left owing; the batches themselves it reads shop by shop.
create policy finder on platform.mirror_batches for select to current_user using (true);
create function platform.shops_owing() returns setof integer
  language sql stable security definer set search_path = pg_catalog as $$
  select distinct shop_id from platform.mirror_batches
$$;
revoke all on function platform.shops_owing() from public;
grant execute on function platform.shops_owing() to shuke_app;

-- Data keys, wrapped by the master key that master_id names; useless without it.
create table platform.data_keys (
  shop_id integer not null references platform.shops,
  purpose text not null check (purpose in ('seal', 'index')),
  version integer not null check (version > 0),
  wrapped bytea not null,
  master_id text not null,
  state text not null default 'current' check (state in ('next', 'current', 'old')),
  created_at timestamptz not null default now(),
  primary key (shop_id, purpose, version)
);
create unique index one_current_key on platform.data_keys (shop_id, purpose) where state = 'current';
select platform.protect('platform.data_keys');

-- Write keys (ingest only, one source each) and API keys (scopes). Only a hash is kept.
create table platform.keys (
  shop_id integer not null references platform.shops,
  key_id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('write', 'api')),
  name text not null,
  source text,
  scopes text[] not null default '{}',
  prefix text not null,
  hash bytea not null,
  created_by text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (shop_id, key_id),
  unique (shop_id, hash)
);
create index keys_by_hash on platform.keys (hash);
select platform.protect('platform.keys');

-- A request brings a key before its shop is known. The function runs as the migrator, whom this policy lets look
-- across shops; the application can only ask by the hash of 256 random bits.
create policy finder on platform.keys for select to current_user using (true);
create function platform.find_key(wanted bytea) returns table (shop_id integer, key_id uuid, kind text, source text, scopes text[], revoked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select k.shop_id, k.key_id, k.kind, k.source, k.scopes, k.revoked_at from platform.keys k where k.hash = wanted
$$;
revoke all on function platform.find_key(bytea) from public;
grant execute on function platform.find_key(bytea) to shuke_app;

-- Answers of writes that carried an Idempotency-Key, for 24 hours. Without status: `holder`, a request of a process, is
-- still at it. A status without response: done, and its answer was to be shown once.
create table platform.idempotency_keys (
  shop_id integer not null references platform.shops,
  key text not null,
  request_hash bytea not null,
  holder text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  refreshed_at timestamptz not null default now(),
  primary key (shop_id, key)
);
select platform.protect('platform.idempotency_keys');
