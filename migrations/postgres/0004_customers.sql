-- Customers: identities point at persons, persons are joined by evidence into customers.

create schema customers;
grant usage on schema customers to shuke_app;

-- One row for ever per person. customer_id = the smallest person_id of the connected component it is in now.
create table customers.persons (
  shop_id integer not null references platform.shops,
  person_id integer not null check (person_id > 0),
  customer_id integer not null check (customer_id > 0),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- first touch: {source, medium, campaign, channel, utm, at}; the earliest wins
  first_touch jsonb,
  -- the same three as live sources alone know them: with customers.sightings they make the three above, so that
  -- undoing an import gives back exactly what stood before it
  live_first_seen_at timestamptz,
  live_last_seen_at timestamptz,
  live_first_touch jsonb,
  import_id bigint,
  row_version bigint not null default nextval('platform.row_version'),
  created_at timestamptz not null default now(),
  primary key (shop_id, person_id)
);
create index persons_by_customer on customers.persons (shop_id, customer_id);
create index persons_by_last_seen on customers.persons (shop_id, last_seen_at desc, person_id);
create index persons_by_import on customers.persons (shop_id, import_id) where import_id is not null;
select platform.protect('customers.persons');

-- What each import knows of when a person was seen and where it came from.
create table customers.sightings (
  shop_id integer not null,
  import_id bigint not null,
  person_id integer not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  first_touch jsonb,
  primary key (shop_id, import_id, person_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index sightings_by_person on customers.sightings (shop_id, person_id);
select platform.protect('customers.sightings');

-- value_index: blind index (16 bytes) of the normalized value; equal values, equal bytes. Odd key versions stand in
-- column a, even ones in b: a rotation fills the other column and then switches without changing a row.
-- suffix_index: the same of a phone's last four digits, for search.
-- value_sealed: the normalized value, sealed in place (row id = person_id).
create table customers.identities (
  shop_id integer not null,
  person_id integer not null,
  channel text not null,
  kind text not null,
  value_index_a bytea,
  value_index_b bytea,
  suffix_index_a bytea,
  suffix_index_b bytea,
  value_sealed bytea not null,
  first_seen_at timestamptz not null,
  -- joined too many customers (a shared phone): kept, but joins nobody any more
  quarantined_at timestamptz,
  quarantined_by text,
  import_id bigint,
  primary key (shop_id, person_id),
  check (value_index_a is not null or value_index_b is not null),
  -- deferred: the identity is written first, so that a number lost to a race leaves no person behind
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id) deferrable initially deferred
);
create unique index identities_by_index_a on customers.identities (shop_id, channel, kind, value_index_a)
  where value_index_a is not null;
create unique index identities_by_index_b on customers.identities (shop_id, channel, kind, value_index_b)
  where value_index_b is not null;
create index identities_by_suffix_a on customers.identities (shop_id, suffix_index_a) where suffix_index_a is not null;
create index identities_by_suffix_b on customers.identities (shop_id, suffix_index_b) where suffix_index_b is not null;
select platform.protect('customers.identities');

-- Evidence that two persons are one human ('join'), or that they must never be joined again ('never').
-- withdrawn_at: undone, or its identity was quarantined. Kept: the history of a customer is its edges.
create table customers.edges (
  shop_id integer not null,
  edge_id bigint generated always as identity,
  kind text not null check (kind in ('join', 'never')),
  person_a integer not null,
  person_b integer not null,
  -- {reason: 'same-claim' | 'manual' | 'proposal' | 'undo', kinds: [...], source, ...}; never a value of an identity
  evidence jsonb not null,
  import_id bigint,
  -- its place in the order in which joins were said (customers.said_no); null when staff drew it
  said_no bigint,
  made_by text not null,
  made_at timestamptz not null default now(),
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (shop_id, edge_id),
  check (person_a < person_b),
  foreign key (shop_id, person_a) references customers.persons (shop_id, person_id),
  foreign key (shop_id, person_b) references customers.persons (shop_id, person_id)
);
create unique index edges_standing on customers.edges (shop_id, kind, person_a, person_b) where withdrawn_at is null;
create index edges_by_b on customers.edges (shop_id, person_b);
create index edges_by_a on customers.edges (shop_id, person_a);
create index edges_by_import on customers.edges (shop_id, import_id) where import_id is not null;
select platform.protect('customers.edges');
grant usage, select on sequence customers.edges_edge_id_seq to shuke_app;

-- Joins that sources said without an edge of their own: another import's stands already, or a rule refused it, or its
-- identity was quarantined. Undoing an import plays these and the edges again in their order (said_no), without it.
-- import_id 0: said live.
create sequence customers.said_no;
grant usage, select on sequence customers.said_no to shuke_app;
create table customers.said_joins (
  shop_id integer not null,
  person_a integer not null,
  person_b integer not null,
  import_id bigint not null,
  evidence jsonb not null,
  made_by text not null,
  said_no bigint not null,
  primary key (shop_id, person_a, person_b, import_id),
  check (person_a < person_b),
  foreign key (shop_id, person_a) references customers.persons (shop_id, person_id),
  foreign key (shop_id, person_b) references customers.persons (shop_id, person_id)
);
create index said_joins_by_b on customers.said_joins (shop_id, person_b);
create index said_joins_by_import on customers.said_joins (shop_id, import_id);
select platform.protect('customers.said_joins');

-- Weak evidence (masked name + masked phone + district) and joins that a rule forbade: for a human to decide.
create table customers.merge_proposals (
  shop_id integer not null,
  proposal_id bigint generated always as identity,
  person_a integer not null,
  person_b integer not null,
  reason text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  made_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  primary key (shop_id, proposal_id),
  unique (shop_id, person_a, person_b),
  check (person_a < person_b),
  foreign key (shop_id, person_a) references customers.persons (shop_id, person_id),
  foreign key (shop_id, person_b) references customers.persons (shop_id, person_id)
);
select platform.protect('customers.merge_proposals');
grant usage, select on sequence customers.merge_proposals_proposal_id_seq to shuke_app;

-- Who was seen with which weak evidence: by blind index, so that the next sighting finds the earlier ones.
-- evidence_sealed: JSON, row id = person_id.
create table customers.weak_evidence (
  shop_id integer not null,
  weak_id bigint generated always as identity,
  person_id integer not null,
  evidence_index_a bytea,
  evidence_index_b bytea,
  evidence_sealed bytea not null,
  seen_at timestamptz not null,
  import_id bigint,
  primary key (shop_id, weak_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create unique index weak_evidence_by_index_a on customers.weak_evidence (shop_id, evidence_index_a, person_id)
  where evidence_index_a is not null;
create unique index weak_evidence_by_index_b on customers.weak_evidence (shop_id, evidence_index_b, person_id)
  where evidence_index_b is not null;
create index weak_evidence_by_person on customers.weak_evidence (shop_id, person_id);
select platform.protect('customers.weak_evidence');
grant usage, select on sequence customers.weak_evidence_weak_id_seq to shuke_app;

-- What a shop adds to the built-in data dictionary (src/contract/dictionary.ts).
create table customers.dictionary (
  shop_id integer not null references platform.shops,
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  label_zh text not null,
  label_en text not null,
  type text not null check (type in ('text', 'number', 'boolean', 'day', 'instant', 'money')),
  unit text,
  class text not null check (class in ('ordinary', 'personal', 'sensitive')),
  source text,
  created_at timestamptz not null default now(),
  primary key (shop_id, name)
);
select platform.protect('customers.dictionary');

-- A fact about a person, the newest per name. Ordinary: value. Personal and sensitive: value_sealed (row id =
-- person_id:name) and, where it is searched, blind indexes of the whole value and of a phone's last four digits.
create table customers.traits (
  shop_id integer not null,
  person_id integer not null,
  name text not null,
  value jsonb,
  value_sealed bytea,
  value_index_a bytea,
  value_index_b bytea,
  suffix_index_a bytea,
  suffix_index_b bytea,
  source text not null,
  at timestamptz not null,
  import_id bigint,
  primary key (shop_id, person_id, name),
  check ((value is null) <> (value_sealed is null)),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index traits_by_index_a on customers.traits (shop_id, name, value_index_a) where value_index_a is not null;
create index traits_by_index_b on customers.traits (shop_id, name, value_index_b) where value_index_b is not null;
create index traits_by_suffix_a on customers.traits (shop_id, name, suffix_index_a) where suffix_index_a is not null;
create index traits_by_suffix_b on customers.traits (shop_id, name, suffix_index_b) where suffix_index_b is not null;
create index traits_by_value on customers.traits (shop_id, name, value) where value is not null;
create index traits_by_import on customers.traits (shop_id, import_id) where import_id is not null;
select platform.protect('customers.traits');

-- What a trait was before, and what came late: undoing an import takes the newest row back from here.
-- Sealed values keep the place they were sealed in (customers.traits, value_sealed).
create table customers.trait_history (
  shop_id integer not null,
  history_id bigint generated always as identity,
  person_id integer not null,
  name text not null,
  value jsonb,
  value_sealed bytea,
  value_index_a bytea,
  value_index_b bytea,
  suffix_index_a bytea,
  suffix_index_b bytea,
  source text not null,
  at timestamptz not null,
  import_id bigint,
  primary key (shop_id, history_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index trait_history_by_person on customers.trait_history (shop_id, person_id, name, at desc);
create index trait_history_by_import on customers.trait_history (shop_id, import_id) where import_id is not null;
grant usage, select on sequence customers.trait_history_history_id_seq to shuke_app;
select platform.protect('customers.trait_history');

create table customers.tags (
  shop_id integer not null,
  person_id integer not null,
  tag text not null check (length(tag) between 1 and 64),
  source text not null,
  added_by text not null,
  added_at timestamptz not null default now(),
  expires_at timestamptz,
  import_id bigint,
  primary key (shop_id, person_id, tag),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index tags_by_tag on customers.tags (shop_id, tag, person_id);
create index tags_by_import on customers.tags (shop_id, import_id) where import_id is not null;
select platform.protect('customers.tags');

-- Free text of staff: may name people, so it is sealed (row id = note_id).
create table customers.notes (
  shop_id integer not null,
  note_id uuid not null default gen_random_uuid(),
  person_id integer not null,
  body_sealed bytea not null,
  written_by text not null,
  written_at timestamptz not null default now(),
  primary key (shop_id, note_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index notes_by_person on customers.notes (shop_id, person_id, written_at desc);
select platform.protect('customers.notes');

-- Social ties as seen: everybody with one (kind, tie_no) is tied to the others.
create table customers.ties (
  shop_id integer not null,
  kind text not null check (kind in ('group-buy', 'share', 'referral')),
  tie_no text not null,
  person_id integer not null,
  role text not null default '',
  seen_at timestamptz not null,
  import_id bigint,
  primary key (shop_id, kind, tie_no, person_id, role),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index ties_by_person on customers.ties (shop_id, person_id);
create index ties_by_import on customers.ties (shop_id, import_id) where import_id is not null;
select platform.protect('customers.ties');

-- A tag, tie or piece of weak evidence that stands by one import and was said by another source too: undoing the one
-- passes it on to the other. Nothing is written for what only one source says. import_id 0: live sources and staff.
create table customers.said_again (
  shop_id integer not null,
  kind text not null check (kind in ('tag', 'tie', 'weak-evidence')),
  person_id integer not null,
  -- the tag; '<kind> <role> <tie_no>'; weak_id
  key text not null,
  import_id bigint not null,
  -- the columns in which the two differ
  said jsonb not null,
  said_no bigint not null default nextval('customers.said_no'),
  primary key (shop_id, kind, person_id, key, import_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index said_again_by_import on customers.said_again (shop_id, import_id);
create index said_again_by_person on customers.said_again (shop_id, person_id);
select platform.protect('customers.said_again');
