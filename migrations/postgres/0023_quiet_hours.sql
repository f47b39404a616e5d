-- When nobody is contacted but for what they ordered: minutes of the shop's day, from the first up to the second, over
-- midnight where the first is later. Both null: never. Without a row the house's default holds
-- (src/domains/compliance/contacts/quiet-hours-rules.ts).
create table compliance.quiet_hours (
  shop_id integer primary key references platform.shops,
  from_minute smallint check (from_minute between 0 and 1439),
  until_minute smallint check (until_minute between 0 and 1439),
  changed_at timestamptz not null default now(),
  check ((from_minute is null) = (until_minute is null)),
  check (from_minute <> until_minute)
);
select platform.protect('compliance.quiet_hours');
