-- The acts that happen most, earning and spending, in two and three statements instead of a dozen: what an act costs is
-- the statements inside it (0.05 to 0.1 ms each), not the rows. And each of these functions may be called without a
-- transaction around it, which takes three messages to the server less.

-- Plans are made once a session, and the first act of a shop makes them when the tables are empty: read from end to end
-- they cost nothing then, and are never made anew until a statistic changes. Every lookup here has an index.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'ledgers'::regnamespace and 'plan_cache_mode=force_generic_plan' = any(p.proconfig)
  loop
    execute format('alter function %s set enable_seqscan = off', f);
  end loop;
end $$;

-- Only the functions write here, each its own word, and a list of words in a check is read anew by every statement that
-- inserts: a twentieth of what an act costs.
alter table ledgers.points_acts drop constraint points_acts_kind_check;

-- Holds the caller to the shop of its transaction; a call that is its own transaction names the shop for the length of it.
-- SET LOCAL, not set_config: Citus passes it on to the workers.
create or replace function ledgers.own_shop(_shop integer) returns void language plpgsql as $$
begin
  if nullif(current_setting('app.shop_id', true), '') is null then
    execute format('set local app.shop_id = %L', _shop);
  elsif _shop is distinct from current_setting('app.shop_id')::integer then
    raise exception 'row-level security: not the shop of this transaction';
  end if;
end $$;

-- The account of a person, made where there is none; null: nobody of this number in the shop.
create or replace function ledgers.points_account(_shop integer, _person integer) returns bigint
  language plpgsql as $$
declare
  found_id bigint;
begin
  insert into ledgers.points_accounts (shop_id, person_id)
  select shop_id, person_id from customers.persons where shop_id = _shop and person_id = _person
  on conflict (shop_id, person_id) do nothing;
  select account_id into found_id from ledgers.points_accounts where shop_id = _shop and person_id = _person;
  return found_id;
end $$;

-- Locks what a customer holds, by any of their persons (asked one inside the other: as a join, tables that are new to the
-- planner were read from one end to the other, and in the order of persons all accounts of the shop: hence + 0); `own`: the account of that very person.
create function ledgers.points_hold(_shop integer, _who integer, out accounts bigint[], out own bigint,
    out available bigint, out owed bigint, out total bigint, out last_at timestamptz)
  language plpgsql as $$
begin
  if nullif(current_setting('app.shop_id', true), '')::integer is distinct from _shop then
    perform ledgers.own_shop(_shop);
  end if;
  select array_agg(h.account_id), max(h.account_id) filter (where h.person_id = _who), coalesce(sum(h.active - h.owed), 0),
    coalesce(sum(h.owed), 0), coalesce(sum(h.pending + h.active + h.reserved), 0), max(h.last_at)
  into accounts, own, available, owed, total, last_at
  from (select a.account_id, a.person_id, a.pending, a.active, a.reserved, a.owed, a.last_at
    from ledgers.points_accounts a
    where a.shop_id = _shop and a.person_id = any(array(
      select m.person_id from customers.persons m where m.shop_id = _shop and m.customer_id = (
        select p.customer_id from customers.persons p where p.shop_id = _shop and p.person_id = _who)))
    order by a.person_id + 0 for update) h;
end $$;

create or replace function ledgers.points_lock(_shop integer, _persons integer[],
    out accounts bigint[], out available bigint, out owed bigint, out total bigint, out last_at timestamptz)
  language plpgsql as $$
begin
  perform ledgers.own_shop(_shop);
  select array_agg(h.account_id), coalesce(sum(h.active - h.owed), 0), coalesce(sum(h.owed), 0),
    coalesce(sum(h.pending + h.active + h.reserved), 0), max(h.last_at)
  into accounts, available, owed, total, last_at
  from (select a.account_id, a.pending, a.active, a.reserved, a.owed, a.last_at from ledgers.points_accounts a
    where a.shop_id = _shop and a.person_id = any(_persons) order by a.person_id + 0 for update) h;
end $$;

create or replace function ledgers.points_lock_of(_shop integer, _act bigint,
    out accounts bigint[], out owed bigint, out last_at timestamptz, out closed boolean)
  language plpgsql as $$
begin
  perform ledgers.own_shop(_shop);
  select array_agg(h.account_id), coalesce(sum(h.owed), 0), max(h.last_at), coalesce(bool_or(h.person_id is null), false)
  into accounts, owed, last_at, closed
  from (select a.account_id, a.person_id, a.owed, a.last_at from ledgers.points_accounts a
    where a.shop_id = _shop and a.account_id = any(array(
      select distinct e.account_id from ledgers.points_entries e where e.shop_id = _shop and e.act_id = _act))
    order by a.person_id + 0, a.account_id for update) h;
end $$;

create or replace function customers.persons_of(_shop integer, _person integer) returns integer[]
  language plpgsql stable as $$
begin
  return (select array_agg(m.person_id order by m.person_id) from customers.persons m
    where m.shop_id = _shop and m.customer_id = (
      select p.customer_id from customers.persons p where p.shop_id = _shop and p.person_id = _person));
end $$;

-- The same key was answered before: that answer stands, whatever would be refused now.
create function ledgers.points_refused_unless_answered(_shop integer, _ask jsonb, _code text, _more jsonb default '{}')
  returns jsonb language plpgsql as $$
begin
  return coalesce(ledgers.points_answered(_shop, _ask), ledgers.points_refused(_code, _more));
end $$;

create or replace function ledgers.points_grant(_shop integer, _who integer, _points bigint, _kind text, _ask jsonb)
  returns jsonb language plpgsql as $$
declare
  caps jsonb := coalesce(_ask -> 'caps', '[]');
  is_capped boolean := caps <> '[]';
  granted bigint := _points;
  lot bigint;
  cap jsonb;
  held record;
  answer jsonb;
  now timestamptz := (_ask ->> 'at')::timestamptz;
  active_from timestamptz;
  expires timestamptz := (_ask ->> 'expires_at')::timestamptz;
  act bigint;
  waiting bigint;
begin
  if is_capped then
    perform ledgers.own_shop(_shop);
    for cap in select value from jsonb_array_elements(caps) where (value ->> 'whole')::boolean order by value ->> 'name' loop
      granted := least(granted, ledgers.quota_left(_shop, cap ->> 'name', (cap ->> 'most')::bigint, null));
    end loop;
  end if;
  held := ledgers.points_hold(_shop, _who);
  if held.own is null then
    if ledgers.points_account(_shop, _who) is null then
      return ledgers.points_refused_unless_answered(_shop, _ask, 'no-such-customer');
    end if;
    held := ledgers.points_hold(_shop, _who);
  end if;
  if now < held.last_at - interval '5 minutes' then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'clock-went-back');
  end if;
  now := greatest(now, held.last_at);
  if held.total + _points > 1000000000000 then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'points-overflow');
  end if;
  active_from := coalesce((_ask ->> 'active_from')::timestamptz, now);
  if expires <= now or expires <= active_from then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'expires-too-soon');
  end if;
  if is_capped then
    for cap in select value from jsonb_array_elements(caps) where not (value ->> 'whole')::boolean loop
      granted := least(granted, ledgers.quota_left(_shop, cap ->> 'name', (cap ->> 'most')::bigint, held.accounts));
    end loop;
  end if;
  act := nextval('ledgers.points_acts_act_id_seq');
  lot := nextval('ledgers.points_lots_lot_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', granted, 'pending', active_from > now);
  waiting := case when active_from > now then granted else 0 end;
  -- all of it in one statement, which does nothing at all where the key was taken
  with act_made as (
    insert into ledgers.points_acts
      (shop_id, act_id, key, asked, kind, account_id, points, cause, ref, reason, of_act, made_by, at, answer)
    overriding system value
    values (_shop, act, _ask ->> 'key', decode(_ask ->> 'asked', 'hex'), _kind, held.own, granted, _ask ->> 'cause',
      _ask ->> 'ref', _ask ->> 'reason', null, _ask ->> 'by', now, answer)
    on conflict (shop_id, key) do nothing
    returning act_id),
  lot_made as (
    insert into ledgers.points_lots
      (shop_id, lot_id, account_id, act_id, points, pending, active, earned_at, active_from, expires_at, is_open)
    overriding system value
    select _shop, lot, held.own, act_id, granted, waiting, granted - waiting,
      coalesce((_ask ->> 'earned_at')::timestamptz, now), active_from, expires, true
    from act_made where granted > 0),
  entry as (
    insert into ledgers.points_entries (shop_id, account_id, seq, act_id, lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at)
    select _shop, held.own, coalesce(a.last_seq, 0) + 1, c.act_id, lot,
      case when _kind = 'adjust' then 'adjusted' else 'issued' end, waiting, granted - waiting, 0, 0, 0,
      a.pending + waiting, a.active + granted - waiting, a.reserved, a.owed, a.debt, now
    from act_made c join ledgers.points_accounts a on a.shop_id = _shop and a.account_id = held.own
    where granted > 0
    returning seq, pending, active),
  posted as (
    update ledgers.points_accounts a
    set last_seq = e.seq, last_at = now, pending = e.pending, active = e.active
    from entry e where a.shop_id = _shop and a.account_id = held.own)
  select act_id into act from act_made;
  if act is null then
    return ledgers.points_answered(_shop, _ask);
  end if;
  if granted > 0 and is_capped then
    for cap in select value from jsonb_array_elements(caps) loop
      perform ledgers.use_quota(_shop, cap ->> 'name',
        case when (cap ->> 'whole')::boolean then 0 else held.own end, granted);
    end loop;
  end if;
  if granted > 0 and held.owed > 0 then
    perform ledgers.points_settle(_shop, held.accounts, now, true);
  end if;
  return answer;
end $$;

-- What a customer could give: what of their lots is due by now, and the moves that take so many points from those that
-- expire first.
create function ledgers.points_choose(_shop integer, _accounts bigint[], _points bigint, _to text, _at timestamptz,
    out is_due boolean, out moves ledgers.points_move[], out lots jsonb)
  language plpgsql as $$
begin
  select bool_or(l.is_due),
    array_agg(row(account_id, lot_id, 'active', _to, least(active, _points - before))::ledgers.points_move
      order by expires_at nulls last, lot_id) filter (where active > 0 and before < _points),
    jsonb_agg(jsonb_build_object('lot_id', lot_id, 'points', least(active, _points - before))
      order by expires_at nulls last, lot_id) filter (where active > 0 and before < _points)
  into is_due, moves, lots
  from (select account_id, lot_id, active, expires_at,
      expires_at <= _at or (pending > 0 and active_from <= _at) as is_due,
      (sum(active) over (order by expires_at nulls last, lot_id rows unbounded preceding) - active)::bigint as before
    from ledgers.points_lots
    where shop_id = _shop and account_id = any(_accounts) and is_open) l;
end $$;

create or replace function ledgers.points_draw(_shop integer, _who integer, _points bigint, _kind text, _to text, _ask jsonb)
  returns jsonb language plpgsql as $$
declare
  held record;
  chosen record;
  available bigint;
  answer jsonb;
  now timestamptz := (_ask ->> 'at')::timestamptz;
  act bigint;
  first_move ledgers.points_move;
begin
  held := ledgers.points_hold(_shop, _who);
  if held.accounts is null then
    return ledgers.points_refused_unless_answered(_shop, _ask, case when customers.persons_of(_shop, _who) is null
      then 'no-such-customer' else 'not-enough-points' end, '{"available": 0}');
  end if;
  if now < held.last_at - interval '5 minutes' then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'clock-went-back');
  end if;
  now := greatest(now, held.last_at);
  available := held.available;
  chosen := ledgers.points_choose(_shop, held.accounts, _points, _to, now);
  if chosen.is_due or held.owed > 0 then
    answer := ledgers.points_answered(_shop, _ask);
    if answer is not null then
      return answer;
    end if;
    perform ledgers.points_settle(_shop, held.accounts, now, held.owed > 0);
    available := ledgers.points_available(_shop, held.accounts);
    chosen := ledgers.points_choose(_shop, held.accounts, _points, _to, now);
  end if;
  if available < _points then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'not-enough-points',
      jsonb_build_object('available', available));
  end if;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', _points, 'available', available - _points, 'lots', chosen.lots);
  first_move := chosen.moves[1];
  -- the act with its first move, which is mostly its only one
  with act_made as (
    insert into ledgers.points_acts
      (shop_id, act_id, key, asked, kind, account_id, points, cause, ref, reason, of_act, made_by, at, answer)
    overriding system value
    values (_shop, act, _ask ->> 'key', decode(_ask ->> 'asked', 'hex'), _kind, first_move.account_id, _points,
      _ask ->> 'cause', _ask ->> 'ref', _ask ->> 'reason', null, _ask ->> 'by', now, answer)
    on conflict (shop_id, key) do nothing
    returning act_id),
  entry as (
    insert into ledgers.points_entries (shop_id, account_id, seq, act_id, lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at)
    select _shop, a.account_id, coalesce(a.last_seq, 0) + 1, c.act_id, first_move.lot_id,
      nullif(_to, 'reserved'), 0, -first_move.points, case _to when 'reserved' then first_move.points else 0 end, 0, 0,
      a.pending, a.active - first_move.points,
      a.reserved + case _to when 'reserved' then first_move.points else 0 end, a.owed, a.debt, now
    from act_made c join ledgers.points_accounts a on a.shop_id = _shop and a.account_id = first_move.account_id
    returning seq, active, reserved),
  lot as (
    update ledgers.points_lots l
    set active = l.active - first_move.points,
      reserved = l.reserved + case _to when 'reserved' then first_move.points else 0 end,
      spent = l.spent + case _to when 'spent' then first_move.points else 0 end,
      gone = l.gone + case _to when 'adjusted' then first_move.points else 0 end,
      is_open = _to = 'reserved' or l.pending + l.active + l.reserved > first_move.points
    from act_made
    where l.shop_id = _shop and l.account_id = first_move.account_id and l.lot_id = first_move.lot_id),
  posted as (
    update ledgers.points_accounts a
    set last_seq = e.seq, last_at = now, active = e.active, reserved = e.reserved
    from entry e where a.shop_id = _shop and a.account_id = first_move.account_id)
  select act_id into act from act_made;
  if act is null then
    return ledgers.points_answered(_shop, _ask);
  end if;
  if cardinality(chosen.moves) > 1 then
    perform ledgers.points_post(_shop, act, now, chosen.moves[2:]);
  end if;
  return answer;
end $$;

drop function ledgers.points_take(integer, bigint[], bigint, text);
revoke all on all functions in schema ledgers from public;
