-- Notices that a tier will be lost are queued as messages, once each.
alter table loyalty.tier_notices add column queued_at timestamptz;
create index tier_notices_untold on loyalty.tier_notices (shop_id, drop_on, person_id)
  where over_on is null and queued_at is null;
