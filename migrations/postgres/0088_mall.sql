-- The points mall: what points are exchanged for, how much of it there is, and who took it.

-- How much there is of a thing: free, held for somebody, gone. Changed by one conditional statement each time, so that
-- what is not there cannot be promised.
create table ledgers.stock (
  shop_id integer not null references platform.shops,
  stock_id bigint generated always as identity,
  free bigint not null default 0 check (free >= 0),
  held bigint not null default 0 check (held >= 0),
  gone bigint not null default 0 check (gone >= 0),
  primary key (shop_id, stock_id)
) with (fillfactor = 70);
select platform.protect('ledgers.stock');
grant usage, select on sequence ledgers.stock_stock_id_seq to shuke_app;

-- What came to stock and was taken from it by the word of staff, once per key: free + held + gone is their sum.
create table ledgers.stock_changes (
  shop_id integer not null,
  change_id bigint generated always as identity,
  stock_id bigint not null,
  key text not null,
  by bigint not null check (by <> 0),
  made_by text not null,
  at timestamptz not null,
  primary key (shop_id, change_id),
  unique (shop_id, key),
  foreign key (shop_id, stock_id) references ledgers.stock
);
select platform.protect('ledgers.stock_changes');
grant usage, select on sequence ledgers.stock_changes_change_id_seq to shuke_app;
revoke update, delete on ledgers.stock_changes from shuke_app;

create table loyalty.mall_items (
  shop_id integer not null references platform.shops,
  item_id bigint generated always as identity,
  kind text not null check (kind in ('gift', 'coupon')),
  name text not null,
  -- what the shop's own system hands out: a SKU, the id of a coupon template
  hands_out text,
  points bigint not null check (points > 0),
  -- paid beside the points, in the shop's checkout
  money_minor bigint not null default 0 check (money_minor >= 0),
  -- of one customer, for ever; null: unbounded
  most_per_customer integer check (most_per_customer > 0),
  -- names of tiers, by the customer's trait; empty: everybody
  tiers text[] not null default '{}',
  is_listed boolean not null,
  stock_id bigint not null,
  -- a change names the version it saw
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, item_id),
  foreign key (shop_id, stock_id) references ledgers.stock
);
select platform.protect('loyalty.mall_items');
grant usage, select on sequence loyalty.mall_items_item_id_seq to shuke_app;

create table loyalty.mall_redemptions (
  shop_id integer not null,
  redemption_id bigint generated always as identity,
  item_id bigint not null,
  -- 0: their data was erased
  person_id integer not null,
  count integer not null check (count > 0),
  points bigint not null,
  money_minor bigint not null,
  state text not null default 'held' check (state in ('held', 'confirmed', 'cancelled', 'ended')),
  key text,
  -- of the ledger: holds the points
  act_id bigint,
  made_by text not null,
  held_at timestamptz not null,
  ends_at timestamptz not null,
  decided_at timestamptz,
  primary key (shop_id, redemption_id),
  unique (shop_id, key),
  foreign key (shop_id, item_id) references loyalty.mall_items
);
create index mall_redemptions_of_person on loyalty.mall_redemptions (shop_id, person_id, item_id);
create index mall_redemptions_held on loyalty.mall_redemptions (shop_id, ends_at) where state = 'held';
select platform.protect('loyalty.mall_redemptions');
grant usage, select on sequence loyalty.mall_redemptions_redemption_id_seq to shuke_app;
