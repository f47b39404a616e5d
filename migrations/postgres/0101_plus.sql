-- PLUS, the paid membership: plans by version, who subscribed to which, period by period, and what each period entitles to.

-- Entitlements: so many of a thing for somebody within a time. Changed by one conditional statement, so that what was not granted is never used.
create table ledgers.entitlements (
  shop_id integer not null references platform.shops,
  entitlement_id bigint generated always as identity,
  -- what it is of, granted once for ever: plus:7:1:free-shipping
  what text not null,
  granted integer not null check (granted > 0),
  used integer not null default 0 check (used between 0 and granted),
  opens_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > opens_at),
  -- taken back before its time
  closed_at timestamptz,
  primary key (shop_id, entitlement_id),
  unique (shop_id, what)
) with (fillfactor = 70);
select platform.protect('ledgers.entitlements');
grant usage, select on sequence ledgers.entitlements_entitlement_id_seq to shuke_app;

create table loyalty.plus_plans (
  shop_id integer not null references platform.shops,
  plan_id bigint generated always as identity,
  -- the one that is sold now; a change names the version it saw
  version integer not null default 1,
  is_offered boolean not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, plan_id)
);
select platform.protect('loyalty.plus_plans');
grant usage, select on sequence loyalty.plus_plans_plan_id_seq to shuke_app;

-- Terms as they were sold: nobody edits a version.
create table loyalty.plus_terms (
  shop_id integer not null,
  plan_id bigint not null,
  version integer not null,
  terms jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, plan_id, version),
  foreign key (shop_id, plan_id) references loyalty.plus_plans
);
select platform.protect('loyalty.plus_terms');
revoke update, delete on loyalty.plus_terms from shuke_app;

create table loyalty.plus_subscriptions (
  shop_id integer not null,
  subscription_id bigint generated always as identity,
  -- 0: their data was erased
  person_id integer not null,
  plan_id bigint not null,
  state text not null check (state in ('trialing', 'active', 'cancelled', 'expired', 'refunded')),
  auto_renew boolean not null,
  -- day of the month on which its periods end, where the month has it
  month_day smallint not null check (month_day between 1 and 31),
  -- number of its last period; 0 is the trial
  last_no integer not null check (last_no >= 0),
  begins_at timestamptz not null,
  -- end of the last period: the instant, and the shop day before it
  paid_to timestamptz not null,
  paid_day date not null,
  -- the notice that the last period will be renewed, and at which version's price
  told_at timestamptz,
  told_version integer,
  ended_at timestamptz,
  end_reason text,
  made_by text not null,
  primary key (shop_id, subscription_id),
  foreign key (shop_id, plan_id) references loyalty.plus_plans,
  check ((told_at is null) = (told_version is null)),
  check ((ended_at is not null) = (state in ('expired', 'refunded')))
) with (fillfactor = 80);
create unique index plus_subscriptions_running on loyalty.plus_subscriptions (shop_id, person_id)
  where state in ('trialing', 'active', 'cancelled') and person_id <> 0;
create index plus_subscriptions_of_person on loyalty.plus_subscriptions (shop_id, person_id);
create index plus_subscriptions_due on loyalty.plus_subscriptions (shop_id, paid_to) where ended_at is null;
select platform.protect('loyalty.plus_subscriptions');
grant usage, select on sequence loyalty.plus_subscriptions_subscription_id_seq to shuke_app;

create table loyalty.plus_periods (
  shop_id integer not null,
  subscription_id bigint not null,
  no integer not null check (no >= 0),
  plan_id bigint not null,
  version integer not null,
  -- what was paid: money or points; the trial nothing
  paid_minor bigint check (paid_minor >= 0),
  paid_points bigint check (paid_points > 0),
  -- of the shop's payment service; a payment pays one period, whatever it is called
  payment_ref text,
  payment_digest text,
  -- of the points ledger
  points_act bigint,
  begins_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > begins_at),
  -- given back, in what was paid
  refunded bigint not null default 0 check (refunded between 0 and coalesce(paid_minor, paid_points, 0)),
  primary key (shop_id, subscription_id, no),
  unique (shop_id, payment_digest),
  foreign key (shop_id, subscription_id) references loyalty.plus_subscriptions,
  foreign key (shop_id, plan_id, version) references loyalty.plus_terms,
  check ((no = 0) = (paid_minor is null and paid_points is null)),
  check (paid_minor is null or paid_points is null)
);
create index plus_periods_begin on loyalty.plus_periods (shop_id, begins_at);
select platform.protect('loyalty.plus_periods');

create table loyalty.plus_entitlements (
  shop_id integer not null,
  entitlement_id bigint not null,
  subscription_id bigint not null,
  no integer not null,
  benefit text not null check (benefit in ('free-shipping', 'coupon')),
  -- what the shop's own system hands out
  coupon text,
  -- of one
  worth_minor bigint not null check (worth_minor >= 0),
  primary key (shop_id, entitlement_id),
  foreign key (shop_id, entitlement_id) references ledgers.entitlements,
  foreign key (shop_id, subscription_id, no) references loyalty.plus_periods,
  check ((benefit = 'coupon') = (coupon is not null))
);
create index plus_entitlements_of on loyalty.plus_entitlements (shop_id, subscription_id, no);
select platform.protect('loyalty.plus_entitlements');

-- Everything that happened to a subscription, and the answer to whoever asked for it.
create table loyalty.plus_acts (
  shop_id integer not null,
  act_id bigint generated always as identity,
  subscription_id bigint not null,
  no integer not null,
  kind text not null check (kind in ('start', 'renew', 'tell', 'cancel', 'refund', 'use', 'expire')),
  -- null: of Shuke's own
  key text,
  -- digest of what was asked with the key
  asked text,
  benefit text,
  coupon text,
  count integer,
  -- paid, given back, or what a use was worth
  minor bigint,
  points bigint,
  -- how many of the entitlement were left then
  left_over integer,
  -- end of the period then
  ends_at timestamptz not null,
  ref text,
  reason text,
  made_by text not null,
  at timestamptz not null,
  primary key (shop_id, act_id),
  unique (shop_id, key),
  foreign key (shop_id, subscription_id) references loyalty.plus_subscriptions
);
create index plus_acts_of on loyalty.plus_acts (shop_id, subscription_id, act_id);
create index plus_acts_used on loyalty.plus_acts (shop_id, at) where kind = 'use';
select platform.protect('loyalty.plus_acts');
grant usage, select on sequence loyalty.plus_acts_act_id_seq to shuke_app;
revoke delete on loyalty.plus_acts from shuke_app;
