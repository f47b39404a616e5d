-- A segment that cannot be counted is left out until its next try, so that the others of its shop are counted.
alter table segments.segments
  add column failures integer not null default 0,
  add column failed_at timestamptz,
  add column retry_at timestamptz;
