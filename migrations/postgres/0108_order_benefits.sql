-- What the benefit of a tier really cost in an order: points beyond the plain rate at their worth, and what a member price
-- took off the list price. The tier is that by which the order was first looked at; the cost follows refunds.
create table loyalty.order_benefits (
  shop_id integer not null references platform.shops,
  order_id bigint not null,
  benefit text not null,
  tier text not null,
  -- of the whole order, as it was paid
  whole_minor bigint not null check (whole_minor > 0),
  -- of what stands of it
  cost_minor bigint not null check (cost_minor between 0 and whole_minor),
  paid_at timestamptz not null,
  primary key (shop_id, order_id, benefit)
);
create index order_benefits_paid on loyalty.order_benefits (shop_id, paid_at) include (benefit, tier, cost_minor);
select platform.protect('loyalty.order_benefits');
