-- Retention: how long each kind of data is kept, per shop, and what was dropped by it. Without a row nothing is dropped.

create table compliance.retention_terms (
  shop_id integer not null references platform.shops,
  subject text not null check (subject ~ '^[a-z][a-z-]{0,62}$'),
  months integer not null check (months between 1 and 1200),
  set_by text not null,
  set_at timestamptz not null default now(),
  primary key (shop_id, subject)
);
select platform.protect('compliance.retention_terms');

-- keeping: what stays (aggregates) is being written; dropping: it is there, rows go. A run cut off goes on in its state.
create table compliance.retention_runs (
  shop_id integer not null references platform.shops,
  run_id bigint generated always as identity,
  subject text not null,
  -- first shop day that is kept
  before_day date not null,
  state text not null default 'keeping' check (state in ('keeping', 'dropping', 'done')),
  rows_dropped bigint,
  started_by text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, run_id)
);
create unique index retention_runs_unfinished on compliance.retention_runs (shop_id, subject) where state <> 'done';
create index retention_runs_by_subject on compliance.retention_runs (shop_id, subject, before_day desc);
select platform.protect('compliance.retention_runs');
grant usage, select on sequence compliance.retention_runs_run_id_seq to shuke_app;
