-- Of notices that came to an end: whether what still waited of their messages was withdrawn.
alter table loyalty.tier_notices add column withdrawn_at timestamptz;
create index tier_notices_over on loyalty.tier_notices (shop_id, told_on, person_id)
  where over_on is not null and queued_at is not null and withdrawn_at is null;
