-- Compliance ground: the audit log becomes a chain of hashes; consents, notices, what stands in the way of a person's
-- data being used, contacts made and their caps, requests of the person concerned, erasures and their tombstones.

-- The chain. seq: place in the shop's chain, from 1 without gaps; hash: SHA-256 over the entry before it and this one
-- (src/domains/compliance/audit/chain-rules.ts). Both null: written before there was a chain.
alter table compliance.audit_log add column seq bigint, add column hash bytea;
create unique index audit_log_by_seq on compliance.audit_log (shop_id, seq) where seq is not null;

-- Where a shop's chain ends. Locked by the one transaction at a time that appends, as its last act before the commit.
-- Entries from before the chain are counted and hashed here once: the chain begins with that hash.
create table compliance.audit_heads (
  shop_id integer primary key references platform.shops,
  entries bigint not null default 0 check (entries >= 0),
  hash bytea not null,
  before_entries bigint not null default 0,
  before_hash bytea not null
);
select platform.protect('compliance.audit_heads');
revoke delete on compliance.audit_heads from shuke_app;

-- Every column of the entries that were there before, in their order, whatever the session's zone and date style.
create function compliance.hash_before_chain(shop integer) returns bytea
  language sql stable set search_path = pg_catalog as $$
  select sha256(convert_to(coalesce(string_agg(encode(sha256(convert_to(jsonb_build_array(entry_id,
    extract(epoch from at)::text, actor, act, subject, reason, details)::text, 'UTF8')), 'hex'), '' order by entry_id), ''), 'UTF8'))
  from compliance.audit_log where shop_id = shop and seq is null
$$;
revoke all on function compliance.hash_before_chain(integer) from public;
grant execute on function compliance.hash_before_chain(integer) to shuke_app;

do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    insert into compliance.audit_heads (shop_id, hash, before_entries, before_hash)
    select shop, compliance.hash_before_chain(shop), count(*), compliance.hash_before_chain(shop)
    from compliance.audit_log where shop_id = shop;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;

-- Wordings of notices (privacy policy, terms of a purpose), by version; never changed once published.
create table compliance.notices (
  shop_id integer not null references platform.shops,
  notice text not null check (notice ~ '^[a-z][a-z0-9-]{0,62}$'),
  version integer not null check (version > 0),
  text_zh text not null,
  text_en text not null,
  published_by text not null,
  published_at timestamptz not null default now(),
  primary key (shop_id, notice, version)
);
select platform.protect('compliance.notices');
revoke update, delete on compliance.notices from shuke_app;

-- Consents given and withdrawn, append-only (an erasure alone takes them away). What stands is a fold: of one purpose
-- and channel the latest by `at`, of one instant the withdrawal. digest: the same said twice is one row.
create table compliance.consents (
  shop_id integer not null references platform.shops,
  consent_id bigint generated always as identity,
  person_id integer not null check (person_id > 0),
  purpose text not null,
  channel text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  at timestamptz not null,
  notice text,
  notice_version integer,
  -- 'screen', 'import', 'agent', 'paper', ...: how it came, with what proves it (ids and wordings, no personal value)
  source text not null,
  evidence jsonb not null default '{}',
  -- given by a parent or other guardian of a person under 14 (PIPL art. 31)
  by_guardian boolean not null default false,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  digest bytea not null,
  primary key (shop_id, consent_id),
  foreign key (shop_id, notice, notice_version) references compliance.notices (shop_id, notice, version)
);
create unique index consents_said_once on compliance.consents (shop_id, person_id, digest);
create index consents_by_person on compliance.consents (shop_id, person_id, purpose, channel, at desc, state desc);
select platform.protect('compliance.consents');
revoke update on compliance.consents from shuke_app;
grant usage, select on sequence compliance.consents_consent_id_seq to shuke_app;

-- What stands in the way whatever was consented to. minor: under 14 by a birthday told of the person; null = unknown.
create table compliance.standings (
  shop_id integer not null references platform.shops,
  person_id integer not null check (person_id > 0),
  minor boolean,
  restricted_at timestamptz,
  erased_at timestamptz,
  primary key (shop_id, person_id)
);
create index standings_of_minors on compliance.standings (shop_id, person_id) where minor;
select platform.protect('compliance.standings');

-- Contacts made. Written only behind the conditional statement on contact_heads.
create table compliance.contacts (
  shop_id integer not null references platform.shops,
  contact_id bigint generated always as identity,
  idempotency_key text not null,
  -- the customer's smallest person when it was made
  person_id integer not null check (person_id > 0),
  channel text not null,
  purpose text not null,
  at timestamptz not null,
  recorded_by text not null,
  primary key (shop_id, contact_id),
  unique (shop_id, idempotency_key)
);
create index contacts_by_person on compliance.contacts (shop_id, person_id, at desc);
select platform.protect('compliance.contacts');
grant usage, select on sequence compliance.contacts_contact_id_seq to shuke_app;

-- The contacts of the last 366 days of one person, in one row: [{key, channel, purpose, at}]. Two senders at once meet
-- at this row, and the second is measured against what the first wrote.
create table compliance.contact_heads (
  shop_id integer not null references platform.shops,
  person_id integer not null check (person_id > 0),
  recent jsonb not null,
  primary key (shop_id, person_id)
);
select platform.protect('compliance.contact_heads');

-- At most `most` contacts in any `days` days; 'any' counts every channel, or every purpose.
create table compliance.contact_caps (
  shop_id integer not null references platform.shops,
  channel text not null,
  purpose text not null,
  days integer not null check (days between 1 and 366),
  most integer not null check (most >= 0),
  primary key (shop_id, channel, purpose, days)
);
select platform.protect('compliance.contact_caps');

-- Of a shop: the universal holdout. salt is made once and never changes, or everybody would be drawn anew.
create table compliance.holdouts (
  shop_id integer primary key references platform.shops,
  salt text not null,
  -- hundredths of a per cent: 500 = 5 %
  share integer not null default 0 check (share between 0 and 10000),
  changed_at timestamptz not null default now()
);
select platform.protect('compliance.holdouts');

-- What the person concerned asked for (PIPL art. 44 to 50), and by when it is to be answered.
create table compliance.requests (
  shop_id integer not null references platform.shops,
  request_id bigint generated always as identity,
  customer_id integer not null,
  person_ids integer[] not null,
  kind text not null check (kind in ('access', 'correct', 'delete', 'restrict', 'lift-restriction', 'explain', 'withdraw')),
  state text not null default 'open' check (state in ('open', 'done', 'refused')),
  received_at timestamptz not null,
  due_day date not null,
  recorded_by text not null,
  note text,
  decided_by text,
  decided_at timestamptz,
  decision text,
  primary key (shop_id, request_id)
);
create index requests_open on compliance.requests (shop_id, due_day) where state = 'open';
select platform.protect('compliance.requests');
grant usage, select on sequence compliance.requests_request_id_seq to shuke_app;

-- An erasure knows how far it is: a step that is done is not done again, and one that a crash cut off is run once more.
create table compliance.erasures (
  shop_id integer not null references platform.shops,
  erasure_id bigint generated always as identity,
  person_ids integer[] not null,
  -- facts up to this instant are those that are erased, and those that may not come back
  erased_at timestamptz not null,
  steps_done text[] not null default '{}',
  counts jsonb not null default '{}',
  begun_by text not null,
  begun_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, erasure_id)
);
create index erasures_unfinished on compliance.erasures (shop_id, erasure_id) where finished_at is null;
select platform.protect('compliance.erasures');
revoke delete on compliance.erasures from shuke_app;
grant usage, select on sequence compliance.erasures_erasure_id_seq to shuke_app;

-- Identities of erased persons by keyed fingerprint (HMAC under the shop's own key): a file from before the erasure
-- names them in vain.
create table compliance.tombstones (
  shop_id integer not null references platform.shops,
  fingerprint bytea not null,
  erased_at timestamptz not null,
  primary key (shop_id, fingerprint)
);
select platform.protect('compliance.tombstones');
