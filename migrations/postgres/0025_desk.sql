-- What staff keep for themselves and each other: settings of a screen, views of a list, tasks put off, bulk tags.
create schema reports;
grant usage on schema reports to shuke_app;

-- Small documents of one member of staff in one shop: columns of a list, language, theme.
create table reports.staff_settings (
  shop_id integer not null references platform.shops,
  staff text not null,
  name text not null check (name ~ '^[a-z][a-z0-9.-]{0,62}$'),
  value jsonb not null check (length(value::text) <= 8192),
  changed_at timestamptz not null default now(),
  primary key (shop_id, staff, name)
);
select platform.protect('reports.staff_settings');

-- A list as somebody likes to see it: the query string of its page, under a name.
create table reports.saved_views (
  shop_id integer not null references platform.shops,
  view_id bigint generated always as identity,
  staff text not null,
  page text not null check (page ~ '^[a-z][a-z-]{0,62}$'),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 2000),
  shared boolean not null,
  saved_at timestamptz not null default now(),
  primary key (shop_id, view_id),
  unique (shop_id, staff, page, name)
);
select platform.protect('reports.saved_views');
grant usage, select on sequence reports.saved_views_view_id_seq to shuke_app;

-- A task of the worklist that somebody did, or put off until a moment. `count`: how much there was to do then.
create table reports.worklist_marks (
  shop_id integer not null references platform.shops,
  task text not null,
  state text not null check (state in ('done', 'snoozed')),
  until timestamptz not null,
  count bigint not null,
  marked_by text not null,
  marked_at timestamptz not null,
  primary key (shop_id, task)
);
select platform.protect('reports.worklist_marks');

-- Tagging (or untagging) everybody a view holds, in pieces by customer number. `place`: the last number done.
create table customers.tag_runs (
  shop_id integer not null references platform.shops,
  run_id bigint generated always as identity,
  act text not null check (act in ('tag', 'untag')),
  tag text not null,
  expires_at timestamptz,
  filter jsonb not null,
  state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
  place integer not null default 0,
  total bigint not null,
  seen bigint not null default 0,
  changed bigint not null default 0,
  begun_by text not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  primary key (shop_id, run_id)
);
create index tag_runs_open on customers.tag_runs (shop_id, run_id) where state in ('running', 'undoing');
select platform.protect('customers.tag_runs');
grant usage, select on sequence customers.tag_runs_run_id_seq to shuke_app;

-- Whom a run changed, and the tag as it stood before (null = it was not there): what an undo puts back.
create table customers.tag_run_persons (
  shop_id integer not null,
  run_id bigint not null,
  person_id integer not null,
  before jsonb,
  primary key (shop_id, run_id, person_id),
  foreign key (shop_id, run_id) references customers.tag_runs (shop_id, run_id)
);
create index tag_run_persons_by_person on customers.tag_run_persons (shop_id, person_id);
select platform.protect('customers.tag_run_persons');
