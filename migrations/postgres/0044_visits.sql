-- How a shop's visits are read: when one ends, and which pages are one. Without a row the defaults hold.
create table analytics.visit_settings (
  shop_id integer primary key references platform.shops,
  -- minutes without an event after which the next begins a new visit
  session_gap_minutes smallint not null default 30 check (session_gap_minutes between 1 and 1440),
  -- [{pattern, name}], the first that fits; * stands for anything
  page_rules jsonb not null default '[]' check (length(page_rules::text) <= 16384),
  changed_at timestamptz not null default now()
);
select platform.protect('analytics.visit_settings');
