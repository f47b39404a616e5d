-- On which shop day, and by which version of the rules, the month's coupons of tiers were last looked at.
create table loyalty.benefit_coupon_days (
  shop_id integer not null references platform.shops,
  looked_on date not null,
  version integer not null,
  primary key (shop_id)
);
select platform.protect('loyalty.benefit_coupon_days');
