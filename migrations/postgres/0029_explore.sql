-- Saved charts and dashboards: somebody's own, or shared within the shop. No row of a person is in them, only questions.

create table analytics.charts (
  shop_id integer not null references platform.shops,
  chart_id bigint generated always as identity,
  title text not null check (length(title) between 1 and 100),
  -- question, range and look, as src/contract/explore.ts has them; checked again when read
  view jsonb not null,
  -- 'user:<id>' or 'key:<id>'
  made_by text not null,
  is_shared boolean not null default false,
  -- a change names the one it changes, so that two people do not undo each other unseen
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (shop_id, chart_id)
);
select platform.protect('analytics.charts');
grant usage, select on sequence analytics.charts_chart_id_seq to shuke_app;

create table analytics.dashboards (
  shop_id integer not null references platform.shops,
  dashboard_id bigint generated always as identity,
  title text not null check (length(title) between 1 and 100),
  made_by text not null,
  is_shared boolean not null default false,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (shop_id, dashboard_id)
);
select platform.protect('analytics.dashboards');
grant usage, select on sequence analytics.dashboards_dashboard_id_seq to shuke_app;

-- Where a chart stands on a dashboard. A chart that is deleted leaves them all.
create table analytics.tiles (
  shop_id integer not null,
  dashboard_id bigint not null,
  place smallint not null check (place between 0 and 23),
  chart_id bigint not null,
  width smallint not null check (width between 1 and 3),
  height smallint not null check (height between 1 and 3),
  primary key (shop_id, dashboard_id, place),
  foreign key (shop_id, dashboard_id) references analytics.dashboards (shop_id, dashboard_id) on delete cascade,
  foreign key (shop_id, chart_id) references analytics.charts (shop_id, chart_id) on delete cascade
);
create index tiles_by_chart on analytics.tiles (shop_id, chart_id);
select platform.protect('analytics.tiles');
