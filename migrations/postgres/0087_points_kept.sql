-- What is kept of the ledger so that nobody has to read all of it at once: how far an audit has come, and what came and
-- went in each quarter of an hour.

alter table ledgers.points_audits
  add column is_done boolean not null default true,
  add column begun_at timestamptz,
  -- the account and the act up to which everything was added up, and where it ends
  add column accounts_upto bigint not null default 0,
  add column accounts_most bigint not null default 0,
  add column acts_upto bigint not null default 0,
  add column acts_most bigint not null default 0,
  -- broke off so often; not before then again
  add column failures integer not null default 0,
  add column retry_at timestamptz;
update ledgers.points_audits set begun_at = at;
alter table ledgers.points_audits alter column begun_at set not null;
-- one is under way at a time
create unique index points_audits_open on ledgers.points_audits (shop_id) where not is_done;

-- Points that came and went in a quarter of an hour (which fits the days of every zone), by what became of them and, where
-- they were spent or expired, by their age in months since they became active. Summed from the entries behind the clock.
create table ledgers.points_flows (
  shop_id integer not null references platform.shops,
  quarter timestamptz not null,
  what text not null check (what in ('issued', 'spent', 'expired', 'revoked')),
  age integer not null,
  points bigint not null,
  primary key (shop_id, quarter, what, age)
);
select platform.protect('ledgers.points_flows');

-- Entries before this instant are in the flows.
create table ledgers.points_flows_upto (
  shop_id integer not null references platform.shops,
  upto timestamptz not null,
  primary key (shop_id)
);
select platform.protect('ledgers.points_flows_upto');

-- Bounds of the shop that a transaction will use are locked before any customer, by everybody, or two wait for each other.
create function ledgers.lock_quotas(_shop integer, _names text[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledgers.own_shop(_shop);
  insert into ledgers.quotas (shop_id, name, account_id)
  select _shop, name, 0 from unnest(_names) name order by name
  on conflict (shop_id, name, account_id) do nothing;
  perform from ledgers.quotas
  where shop_id = _shop and account_id = 0 and name = any(_names) order by name for update;
end $$;

-- As before, and what a shop's own system wrote to an act (its key, what for) goes with the words of staff. Cause: erasure,
-- or gone where an undone import took the person away.
drop function ledgers.points_forget(integer, integer[], timestamptz);
create function ledgers.points_forget(_shop integer, _persons integer[], _at timestamptz, _cause text) returns void
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan
  set enable_seqscan = off as $$
declare
  held record;
  act bigint;
  now timestamptz;
  moves ledgers.points_move[];
begin
  select * into held from ledgers.points_lock(_shop, _persons);
  if held.accounts is null then
    return;
  end if;
  now := greatest(_at, held.last_at);
  update ledgers.points_reservations set state = 'cancelled'
  where shop_id = _shop and state = 'open' and act_id in (
    select act_id from ledgers.points_entries where shop_id = _shop and account_id = any(held.accounts));
  select array_agg(row(account_id, lot_id, from_account, to_account, points)::ledgers.points_move order by account_id, lot_id, nth)
  into moves from (
    select l.account_id, l.lot_id, m.nth, m.from_account, m.to_account, m.points from ledgers.points_lots l
    cross join lateral (values (1, 'pending', 'revoked', l.pending), (2, 'reserved', 'active', l.reserved),
      (3, 'active', 'revoked', l.active + l.reserved)) as m(nth, from_account, to_account, points)
    where l.shop_id = _shop and l.account_id = any(held.accounts) and l.is_open and m.points > 0
    union all
    select a.account_id, null, m.nth, 'covered', m.to_account, m.points from ledgers.points_accounts a
    cross join lateral (values (4, 'owed', a.owed), (5, 'debt', a.debt)) as m(nth, to_account, points)
    where a.shop_id = _shop and a.account_id = any(held.accounts) and m.points > 0) all_of_it;
  if moves is not null then
    act := nextval('ledgers.points_acts_act_id_seq');
    perform ledgers.points_record(_shop, act, 'forget', null, (select sum(points)::bigint from unnest(moves)), null, now,
      jsonb_build_object('cause', _cause, 'by', 'system'), '{}');
    perform ledgers.points_post(_shop, act, now, moves);
  end if;
  -- keys of our own begin with a space and name orders
  update ledgers.points_acts set reason = null, ref = null, key = case when key like ' %' then key end
  where shop_id = _shop and (reason is not null or ref is not null or key not like ' %') and act_id in (
    select act_id from ledgers.points_entries where shop_id = _shop and account_id = any(held.accounts));
  update ledgers.points_accounts set person_id = null where shop_id = _shop and account_id = any(held.accounts);
end $$;

revoke all on function ledgers.lock_quotas(integer, text[]),
  ledgers.points_forget(integer, integer[], timestamptz, text) from public;
grant execute on function ledgers.lock_quotas(integer, text[]),
  ledgers.points_forget(integer, integer[], timestamptz, text) to shuke_app;
