-- Benefits: gifts that were promised, each once; and how far birthdays were looked at.

create table loyalty.benefit_grants (
  shop_id integer not null references platform.shops,
  grant_id bigint generated always as identity,
  -- null once they were erased
  person_id integer,
  benefit text not null,
  tier text not null,
  -- what it was given for: birthday:<day>, upgrade:<tier>
  key text not null,
  -- of the rules of tiers that promised it
  version integer not null,
  gift jsonb not null,
  cost_minor bigint not null,
  -- points: owed, given; things: open, used; void: nobody is there to have it
  state text not null check (state in ('owed', 'given', 'open', 'used', 'void')),
  granted_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz,
  used_key text,
  primary key (shop_id, grant_id),
  unique (shop_id, person_id, key),
  check ((state = 'used') = (used_key is not null))
);
create index benefit_grants_owed on loyalty.benefit_grants (shop_id, grant_id) where state = 'owed';
select platform.protect('loyalty.benefit_grants');
grant usage, select on sequence loyalty.benefit_grants_grant_id_seq to shuke_app;

create table loyalty.benefit_days (
  shop_id integer not null references platform.shops,
  -- birthdays were looked at up to that shop day
  birthdays_until date not null,
  primary key (shop_id)
);
select platform.protect('loyalty.benefit_days');
