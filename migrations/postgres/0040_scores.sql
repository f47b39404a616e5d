-- Runs of models: what was learnt from which days, how far off it was on days it had not seen, and which customers' scores
-- (ClickHouse's table `scores`) it wrote. Scores of a run are read once it is done, and never before.
create table analytics.model_runs (
  shop_id integer not null references platform.shops,
  run_id bigint generated always as identity,
  model text not null,
  -- of the method: figures of another version are not comparable
  version integer not null,
  as_of date not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed')),
  -- asked to learn anew, whatever is known
  is_refit boolean not null,
  -- the run whose parameters it scored with; itself where it learnt them
  fitted_by bigint,
  trained_from date,
  trained_to date,
  sample_size bigint,
  parameters jsonb,
  -- on days the fit has not seen
  errors jsonb,
  confidence text check (confidence in ('low', 'usual')),
  -- what the model found besides the scores, for its page
  findings jsonb,
  -- codes of the scores it writes
  scores text[] not null,
  seen bigint not null default 0,
  total bigint,
  -- 'daily', 'weekly', 'drift', 'data', 'settings' or 'asked'
  cause text not null,
  -- 'user:<id>', 'key:<id>', 'cli:...' or 'system'
  started_by text not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  problem jsonb,
  -- its scores have had their time: no question asks for them; then their rows go, and are gone
  is_outlived boolean not null default false,
  is_swept boolean not null default false,
  primary key (shop_id, run_id),
  check ((status in ('done', 'failed')) = (finished_at is not null))
);
-- One of a model runs and one more may wait: the constraint decides between those who ask at once.
create unique index model_runs_open on analytics.model_runs (shop_id, model, status) where status in ('waiting', 'running');
create index model_runs_done on analytics.model_runs (shop_id, model, as_of) where status = 'done';
select platform.protect('analytics.model_runs');
grant usage, select on sequence analytics.model_runs_run_id_seq to shuke_app;

-- What a shop chose for a model; a setting it did not touch is not in it.
create table analytics.model_settings (
  shop_id integer not null references platform.shops,
  model text not null,
  settings jsonb not null,
  version integer not null default 1,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (shop_id, model)
);
select platform.protect('analytics.model_settings');
