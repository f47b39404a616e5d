-- Tiers: by which rules customers stand on the shop's ladder, where each stands, and every move with its reason.

-- The newest version stands. Never edited: a change is a new version, going back too.
create table loyalty.tier_rules (
  shop_id integer not null references platform.shops,
  version integer not null check (version > 0),
  -- as src/contract/tiers.ts has it
  rules jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, version)
);
select platform.protect('loyalty.tier_rules');
revoke update, delete on loyalty.tier_rules from shuke_app;

-- Where everybody stands, by the number that the customer keeps. Of persons who were merged into a customer, what they had
-- before: when they come apart, they have it again.
create table loyalty.tier_standings (
  shop_id integer not null references platform.shops,
  person_id integer not null,
  -- code of a rung
  tier text not null,
  -- shop day
  since date not null,
  -- what the measure said when it was last asked, and what it will say when the days of notice are over
  figure bigint not null,
  ahead bigint not null,
  -- from that shop day the tier may be lost
  drop_on date,
  -- how many moves there were: makes the next one's number
  moves integer not null default 0,
  -- the customer this person was merged into
  merged_into integer,
  -- the tier before somebody was merged into this customer
  alone text,
  primary key (shop_id, person_id)
) with (fillfactor = 80);
create index tier_standings_merged on loyalty.tier_standings (shop_id, merged_into) where merged_into is not null;
create index tier_standings_dropping on loyalty.tier_standings (shop_id, drop_on) where drop_on is not null;
select platform.protect('loyalty.tier_standings');

-- What happened to somebody's tier. The number is the key under which it happens once.
create table loyalty.tier_moves (
  shop_id integer not null,
  person_id integer not null,
  move integer not null,
  -- null: had none
  from_tier text,
  to_tier text not null,
  -- joined, earned, refunded, dropped, merged, unmerged, rules
  reason text not null,
  -- why it was looked at: rules, day, start, facts, many, asked
  cause text not null,
  figure bigint not null,
  version integer not null,
  day date not null,
  at timestamptz not null,
  primary key (shop_id, person_id, move)
);
select platform.protect('loyalty.tier_moves');
revoke update on loyalty.tier_moves from shuke_app;

-- Who is to be told that their tier will be lost on a day unless so much is added. over_on: it came to an end, one way
-- or the other.
create table loyalty.tier_notices (
  shop_id integer not null,
  person_id integer not null,
  drop_on date not null,
  tier text not null,
  told_on date not null,
  missing bigint not null,
  over_on date,
  primary key (shop_id, person_id, drop_on, told_on)
);
create index tier_notices_standing on loyalty.tier_notices (shop_id, drop_on) where over_on is null;
select platform.protect('loyalty.tier_notices');

-- Evaluations of everybody.
create table loyalty.tier_evaluations (
  shop_id integer not null references platform.shops,
  evaluation_id bigint generated always as identity,
  version integer not null,
  day date not null,
  cause text not null,
  at timestamptz not null,
  customers bigint not null,
  up bigint not null,
  down bigint not null,
  took_ms integer not null,
  primary key (shop_id, evaluation_id)
);
select platform.protect('loyalty.tier_evaluations');
grant usage, select on sequence loyalty.tier_evaluations_evaluation_id_seq to shuke_app;
