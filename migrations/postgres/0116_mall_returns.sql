-- What was confirmed in the mall can come back: its points to their lots, the items to stock where that is wanted.
alter table loyalty.mall_redemptions drop constraint mall_redemptions_state_check;
alter table loyalty.mall_redemptions add constraint mall_redemptions_state_check
  check (state in ('held', 'confirmed', 'cancelled', 'ended', 'returned'));
-- null: it did not come back
alter table loyalty.mall_redemptions add column is_restocked boolean
  check ((is_restocked is null) = (state <> 'returned'));
