-- When a bulk tag last got on: one that stands still although it is open has broken off, and may be told to go on.
alter table customers.tag_runs add column moved_at timestamptz not null default now();
