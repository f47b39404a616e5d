-- Points from orders: which orders changed, by which rules they earn, and what each has earned.

-- Ids of orders that changed or are gone, noted in the transaction that changed them, for whoever acts on orders
-- (points). Deleted by the one who has acted on them.
create table orders.changes (
  shop_id integer not null references platform.shops,
  change_id bigint generated always as identity,
  order_ids bigint[] not null,
  primary key (shop_id, change_id)
);
select platform.protect('orders.changes');
grant usage, select on sequence orders.changes_change_id_seq to shuke_app;

create schema loyalty;
grant usage on schema loyalty to shuke_app;

-- One version of the rules stands at a time: the last that has begun. Never edited: a change is a new version.
create table loyalty.points_rules (
  shop_id integer not null references platform.shops,
  version integer not null check (version > 0),
  -- shop day from which orders are paid and deeds done under it
  starts_on date not null,
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, version)
);
select platform.protect('loyalty.points_rules');
revoke update, delete on loyalty.points_rules from shuke_app;

-- What an order has earned so far; the ledger's acts have the points.
create table loyalty.order_points (
  shop_id integer not null,
  order_id bigint not null,
  person_id integer not null,
  version integer not null,
  -- by the rules, for what of the order stands; caps may have left less of it
  due bigint not null check (due >= 0),
  -- [{act, points, revoked}] in the order in which they were granted
  lots jsonb not null default '[]',
  active_from timestamptz,
  -- how many acts there were: makes the next key
  acts integer not null default 0,
  primary key (shop_id, order_id)
);
select platform.protect('loyalty.order_points');

-- Adjustments above the shop's limit wait for somebody else's word.
create table loyalty.points_approvals (
  shop_id integer not null references platform.shops,
  approval_id bigint generated always as identity,
  person_id integer not null,
  points bigint not null,
  expires_at timestamptz,
  reason text not null,
  key text not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected')),
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  act_id bigint,
  unique (shop_id, key),
  primary key (shop_id, approval_id),
  constraint four_eyes check (state <> 'approved' or decided_by <> asked_by)
);
create index points_approvals_waiting on loyalty.points_approvals (shop_id, approval_id) where state = 'waiting';
select platform.protect('loyalty.points_approvals');
grant usage, select on sequence loyalty.points_approvals_approval_id_seq to shuke_app;
