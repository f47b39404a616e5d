-- What a review of points, mall and tiers found: rates that stay with an order, gifts that are given to persons once, work
-- that is put aside when it fails, and holds of the mall that the mall alone ends.

-- The percentage of the tier by which an order was rated when it first earned; null: earned before this was written down.
alter table loyalty.order_points add column tier_percent integer check (tier_percent >= 0);

-- Which person had which gift, once: of a birthday in a calendar year, for a tier. Beside the grants, because a gift to
-- a customer was one to each of the persons they were then, and stays one when they come apart.
create table loyalty.benefit_once (
  shop_id integer not null references platform.shops,
  person_id integer not null,
  benefit text not null,
  -- birthday:<year>, upgrade:<tier>
  key text not null,
  at timestamptz not null,
  primary key (shop_id, person_id, benefit, key)
);
alter table loyalty.benefit_grants no force row level security;
insert into loyalty.benefit_once (shop_id, person_id, benefit, key, at)
select shop_id, person_id, benefit, case benefit when 'birthday-gift' then left(key, 13) else key end, max(granted_at)
from loyalty.benefit_grants where person_id is not null group by 1, 2, 3, 4;
-- A key of the shop's own system goes with the person.
alter table loyalty.benefit_grants drop constraint benefit_grants_check;
update loyalty.benefit_grants set used_key = null where person_id is null;
alter table loyalty.benefit_grants add constraint used_by_key
  check (used_key is null or state = 'used'), add constraint used_of_somebody
  check (used_key is not null or state <> 'used' or person_id is null);
alter table loyalty.benefit_grants force row level security;
select platform.protect('loyalty.benefit_once');

-- Failed so often; not before then again.
alter table loyalty.benefit_grants add column failures integer not null default 0, add column retry_at timestamptz;
alter table loyalty.mall_redemptions add column failures integer not null default 0, add column retry_at timestamptz;

-- Read in pages: thousands of lots end at one instant, the end of a year.
drop index ledgers.points_lots_expiring;
create index points_lots_expiring on ledgers.points_lots (shop_id, expires_at, account_id, lot_id)
  where is_open and expires_at is not null;

-- A hold of ours (of the mall) has its stock beside it: ended by a plain act of the ledger, one of the two would be lost.
create function ledgers.points_is_of_mall(_shop integer, _of bigint, _ask jsonb) returns boolean
  language plpgsql as $$
begin
  perform ledgers.own_shop(_shop);
  return _ask ->> 'by' <> 'system' and exists (select from ledgers.points_acts
    where shop_id = _shop and act_id = _of and kind = 'reserve' and made_by = 'system');
end $$;
revoke all on function ledgers.points_is_of_mall(integer, bigint, jsonb) from public;

create or replace function ledgers.points_confirm(_shop integer, _of bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan
  set enable_seqscan = off as $$
begin
  if ledgers.points_is_of_mall(_shop, _of, _ask) then
    return ledgers.points_refused('reservation-of-mall');
  end if;
  return ledgers.points_release(_shop, _of, 'confirm', _ask);
end $$;

create or replace function ledgers.points_cancel(_shop integer, _of bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan
  set enable_seqscan = off as $$
begin
  if ledgers.points_is_of_mall(_shop, _of, _ask) then
    return ledgers.points_refused('reservation-of-mall');
  end if;
  return ledgers.points_release(_shop, _of, 'cancel', _ask);
end $$;
