-- Traits a shop adds: how they are shown to those who may not see them in clear, and how they are looked up.

alter table customers.dictionary
  -- null: all (hidden)
  add column mask text check (mask in
    ('name', 'phone', 'e-mail', 'address', 'id-number', 'day', 'account', 'text', 'all')),
  -- null: by its exact text, where it is sealed
  add column search text check (search in ('none', 'text', 'phone', 'e-mail')),
  -- other names sources use for it
  add column aliases text[] not null default '{}',
  -- `search` changed, and values stored before still have the blind index they were written with
  add column index_due boolean not null default false;

-- Traits that live sources told of and nobody declared: how often, never a value. Those of imports stand with the
-- numbers of each import (ingest.imports.counts) and go with it. '?' gathers names that are personal themselves.
create table ingest.undeclared_traits (
  shop_id integer not null references platform.shops,
  name text not null check (length(name) between 1 and 63),
  type text not null,
  seen bigint not null check (seen > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (shop_id, name)
);
select platform.protect('ingest.undeclared_traits');

-- Staff looked at a quarantined value and left it so.
alter table customers.identities
  add column quarantine_kept_at timestamptz,
  add column quarantine_kept_by text;
create index identities_quarantined on customers.identities (shop_id, person_id) where quarantined_at is not null;
