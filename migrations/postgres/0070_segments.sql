-- Segments: a tree of conditions, and who meets it. The rules are here, with every version there was; the members are in
-- ClickHouse (segment_members, segment_moves), and which refresh of them counts is here.

create schema segments;
grant usage on schema segments to shuke_app;

create table segments.segments (
  shop_id integer not null references platform.shops,
  segment_id integer generated always as identity,
  name text not null check (length(name) between 1 and 60),
  description text not null check (length(description) <= 300),
  -- as src/contract/segment-conditions.ts has it
  tree jsonb not null,
  -- a change of the rule names the one it changes, so that two people do not undo each other unseen
  rule_version integer not null default 1,
  -- members are kept up to date by what happens
  is_live boolean not null,
  -- 'user:<id>', 'key:<id>' or 'cli:...'
  made_by text not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- the refresh that counts; null: not counted yet
  refresh bigint,
  refreshed_at timestamptz,
  -- of the rule that was refreshed
  refreshed_version integer,
  primary key (shop_id, segment_id)
);
select platform.protect('segments.segments');
grant usage, select on sequence segments.segments_segment_id_seq to shuke_app;
create unique index segments_by_name on segments.segments (shop_id, name);

create table segments.rules (
  shop_id integer not null,
  segment_id integer not null,
  rule_version integer not null,
  tree jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (shop_id, segment_id, rule_version),
  foreign key (shop_id, segment_id) references segments.segments (shop_id, segment_id) on delete cascade
);
select platform.protect('segments.rules');

-- Refreshes that are done: the history of sizes.
create table segments.refreshes (
  shop_id integer not null,
  segment_id integer not null,
  refresh bigint not null,
  rule_version integer not null,
  -- 'rule', 'day', 'asked', 'start', 'merge', 'scores', 'many', 'erased'
  cause text not null,
  at timestamptz not null,
  members bigint not null,
  entered bigint not null,
  left_ bigint not null,
  took_ms integer not null,
  primary key (shop_id, segment_id, refresh),
  foreign key (shop_id, segment_id) references segments.segments (shop_id, segment_id) on delete cascade
);
select platform.protect('segments.refreshes');

-- Numbers of refreshes and of live moves, one line for all shops: later is greater.
create sequence segments.move_numbers;
grant usage, select on sequence segments.move_numbers to shuke_app;
