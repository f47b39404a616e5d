-- What an act of the ledger costs is what PostgreSQL makes ready for it (0086): the text of each check and of each generated
-- column is read, planned and prepared anew by every statement that meets it, a fifth of an act. As the body of a function it is
-- made ready once a session. What is held to is the same, and by constraints as before (decision 0155).

alter table ledgers.points_entries
  alter column prior_seq drop expression, alter column prior_pending drop expression,
  alter column prior_active drop expression, alter column prior_reserved drop expression,
  alter column prior_owed drop expression, alter column prior_debt drop expression;

-- What was held, and what an entry says it gained, is what is held then: nothing below nothing, nothing beyond a million
-- million, the first behind nothing, and the other side named exactly where something came or went.
create function ledgers.entry_adds_up(seq bigint, prior_seq bigint, outside text,
    prior_pending bigint, prior_active bigint, prior_reserved bigint, prior_owed bigint, prior_debt bigint,
    pending_by bigint, active_by bigint, reserved_by bigint, owed_by bigint, debt_by bigint,
    pending bigint, active bigint, reserved bigint, owed bigint, debt bigint) returns boolean
  language plpgsql immutable as $$
begin
  return prior_pending + pending_by = pending and prior_active + active_by = active
    and prior_reserved + reserved_by = reserved and prior_owed + owed_by = owed and prior_debt + debt_by = debt
    and least(seq - 1, pending, active, reserved, owed, debt) >= 0
    and greatest(pending, active, reserved, owed, debt) <= 1000000000000
    and prior_seq is not distinct from nullif(seq - 1, 0)
    and (seq > 1 or prior_pending + prior_active + prior_reserved + prior_owed + prior_debt = 0)
    and (outside is null) = (pending_by + active_by + reserved_by - owed_by - debt_by = 0);
end $$;

alter table ledgers.points_entries
  drop constraint within_bounds, drop constraint begins_with_nothing, drop constraint names_the_other_side,
  add constraint adds_up check (ledgers.entry_adds_up(seq, prior_seq, outside,
    prior_pending, prior_active, prior_reserved, prior_owed, prior_debt,
    pending_by, active_by, reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt));

create function ledgers.lot_is_whole(points bigint, pending bigint, active bigint, reserved bigint, spent bigint,
    expired bigint, gone bigint, is_open boolean) returns boolean
  language plpgsql immutable as $$
begin
  return points = pending + active + reserved + spent + expired + gone
    and least(pending, active, reserved, spent, expired, gone) >= 0 and is_open = (pending + active + reserved > 0);
end $$;

alter table ledgers.points_lots drop constraint lot_is_whole,
  add constraint lot_is_whole check
    (ledgers.lot_is_whole(points, pending, active, reserved, spent, expired, gone, is_open));

-- As before; what was held is written beside what is held.
create or replace function ledgers.points_post(_shop integer, _act bigint, _at timestamptz, _moves ledgers.points_move[])
  returns void language plpgsql as $$
declare
  m ledgers.points_move;
  a record;
  of_account bigint;
  pending_by bigint;
  active_by bigint;
  reserved_by bigint;
  owed_by bigint;
  debt_by bigint;
  outside text;
begin
  foreach m in array _moves loop
    if of_account is distinct from m.account_id then
      if of_account is not null then
        update ledgers.points_accounts
        set last_seq = a.seq, last_at = _at, pending = a.pending, active = a.active, reserved = a.reserved, owed = a.owed,
          debt = a.debt
        where shop_id = _shop and account_id = of_account;
      end if;
      of_account := m.account_id;
      select coalesce(p.last_seq, 0) as seq, p.pending, p.active, p.reserved, p.owed, p.debt into a
      from ledgers.points_accounts p where p.shop_id = _shop and p.account_id = of_account;
    end if;
    pending_by := case 'pending' when m.to_account then m.points when m.from_account then -m.points else 0 end;
    active_by := case 'active' when m.to_account then m.points when m.from_account then -m.points else 0 end;
    reserved_by := case 'reserved' when m.to_account then m.points when m.from_account then -m.points else 0 end;
    owed_by := case 'owed' when m.to_account then -m.points when m.from_account then m.points else 0 end;
    debt_by := case 'debt' when m.to_account then -m.points when m.from_account then m.points else 0 end;
    outside := case when m.to_account not in ('pending', 'active', 'reserved', 'owed', 'debt') then m.to_account
      when m.from_account not in ('pending', 'active', 'reserved', 'owed', 'debt') then m.from_account end;
    a.seq := a.seq + 1;
    a.pending := a.pending + pending_by;
    a.active := a.active + active_by;
    a.reserved := a.reserved + reserved_by;
    a.owed := a.owed + owed_by;
    a.debt := a.debt + debt_by;
    insert into ledgers.points_entries (shop_id, account_id, seq, act_id, lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at,
      prior_seq, prior_pending, prior_active, prior_reserved, prior_owed, prior_debt)
    values (_shop, of_account, a.seq, _act, m.lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, a.pending, a.active, a.reserved, a.owed, a.debt, _at,
      nullif(a.seq - 1, 0), a.pending - pending_by, a.active - active_by, a.reserved - reserved_by, a.owed - owed_by,
      a.debt - debt_by);
    if m.lot_id is not null and m.from_account not in ('issued', 'adjusted') then
      update ledgers.points_lots l
      set pending = l.pending + pending_by, active = l.active + active_by, reserved = l.reserved + reserved_by,
        spent = l.spent + case 'spent' when m.to_account then m.points when m.from_account then -m.points else 0 end,
        expired = l.expired + case when m.to_account = 'expired' then m.points else 0 end,
        gone = l.gone + case when m.to_account in ('revoked', 'adjusted', 'owed') then m.points else 0 end,
        is_open = l.pending + l.active + l.reserved + pending_by + active_by + reserved_by > 0
      where l.shop_id = _shop and l.account_id = of_account and l.lot_id = m.lot_id;
    end if;
  end loop;
  update ledgers.points_accounts
  set last_seq = a.seq, last_at = _at, pending = a.pending, active = a.active, reserved = a.reserved, owed = a.owed,
    debt = a.debt
  where shop_id = _shop and account_id = of_account;
end $$;

-- As before; the balance is changed first, and the entry written from what it is then.
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
  posted as (
    update ledgers.points_accounts a
    set last_seq = coalesce(a.last_seq, 0) + 1, last_at = now, pending = a.pending + waiting,
      active = a.active + granted - waiting
    from act_made where granted > 0 and a.shop_id = _shop and a.account_id = held.own
    returning act_id, a.last_seq as seq, a.pending, a.active, a.reserved, a.owed, a.debt),
  entry as (
    insert into ledgers.points_entries (shop_id, account_id, seq, act_id, lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at,
      prior_seq, prior_pending, prior_active, prior_reserved, prior_owed, prior_debt)
    select _shop, held.own, seq, act_id, lot, case when _kind = 'adjust' then 'adjusted' else 'issued' end,
      waiting, granted - waiting, 0, 0, 0, pending, active, reserved, owed, debt, now,
      nullif(seq - 1, 0), pending - waiting, active - granted + waiting, reserved, owed, debt
    from posted)
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

-- The moves that take so many points from the lots of a customer that expire first.
drop function ledgers.points_choose(integer, bigint[], bigint, text, timestamptz);
create function ledgers.points_choose(_shop integer, _accounts bigint[], _points bigint, _to text,
    out moves ledgers.points_move[], out lots jsonb)
  language plpgsql as $$
begin
  select
    array_agg(row(account_id, lot_id, 'active', _to, least(active, _points - before))::ledgers.points_move
      order by expires_at nulls last, lot_id),
    jsonb_agg(jsonb_build_object('lot_id', lot_id, 'points', least(active, _points - before))
      order by expires_at nulls last, lot_id)
  into moves, lots
  from (select account_id, lot_id, active, expires_at,
      (sum(active) over (order by expires_at nulls last, lot_id rows unbounded preceding) - active)::bigint as before
    from ledgers.points_lots
    where shop_id = _shop and account_id = any(_accounts) and is_open and active > 0) l
  where before < _points;
end $$;

-- As before, the balance first; and which lots give is asked only where the first does not.
create or replace function ledgers.points_draw(_shop integer, _who integer, _points bigint, _kind text, _to text, _ask jsonb)
  returns jsonb language plpgsql as $$
declare
  held record;
  first record;
  moves ledgers.points_move[];
  lots jsonb;
  available bigint;
  answer jsonb;
  now timestamptz := (_ask ->> 'at')::timestamptz;
  act bigint;
  first_move ledgers.points_move;
  held_back bigint := 0;
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
  -- the lot that is spent first is mostly enough
  select l.account_id, l.lot_id, l.active,
    bool_or(l.expires_at <= now or (l.pending > 0 and l.active_from <= now)) over () as is_due
  into first
  from ledgers.points_lots l where l.shop_id = _shop and l.account_id = any(held.accounts) and l.is_open
  order by l.active = 0, l.expires_at nulls last, l.lot_id limit 1;
  if first.is_due or held.owed > 0 then
    answer := ledgers.points_answered(_shop, _ask);
    if answer is not null then
      return answer;
    end if;
    perform ledgers.points_settle(_shop, held.accounts, now, held.owed > 0);
    available := ledgers.points_available(_shop, held.accounts);
  end if;
  if available < _points then
    return ledgers.points_refused_unless_answered(_shop, _ask, 'not-enough-points',
      jsonb_build_object('available', available));
  end if;
  if first.active >= _points and first.is_due is not true and held.owed = 0 then
    first_move := row(first.account_id, first.lot_id, 'active', _to, _points)::ledgers.points_move;
    lots := jsonb_build_array(jsonb_build_object('lot_id', first.lot_id, 'points', _points));
  else
    select c.moves, c.lots into moves, lots from ledgers.points_choose(_shop, held.accounts, _points, _to) c;
    first_move := moves[1];
  end if;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', _points, 'available', available - _points, 'lots', lots);
  held_back := case _to when 'reserved' then first_move.points else 0 end;
  -- the act with its first move, which is mostly its only one
  with act_made as (
    insert into ledgers.points_acts
      (shop_id, act_id, key, asked, kind, account_id, points, cause, ref, reason, of_act, made_by, at, answer)
    overriding system value
    values (_shop, act, _ask ->> 'key', decode(_ask ->> 'asked', 'hex'), _kind, first_move.account_id, _points,
      _ask ->> 'cause', _ask ->> 'ref', _ask ->> 'reason', null, _ask ->> 'by', now, answer)
    on conflict (shop_id, key) do nothing
    returning act_id),
  lot as (
    update ledgers.points_lots l
    set active = l.active - first_move.points,
      reserved = l.reserved + held_back,
      spent = l.spent + case _to when 'spent' then first_move.points else 0 end,
      gone = l.gone + case _to when 'adjusted' then first_move.points else 0 end,
      is_open = _to = 'reserved' or l.pending + l.active + l.reserved > first_move.points
    from act_made
    where l.shop_id = _shop and l.account_id = first_move.account_id and l.lot_id = first_move.lot_id),
  posted as (
    update ledgers.points_accounts a
    set last_seq = coalesce(a.last_seq, 0) + 1, last_at = now, active = a.active - first_move.points,
      reserved = a.reserved + held_back
    from act_made where a.shop_id = _shop and a.account_id = first_move.account_id
    returning act_id, a.last_seq as seq, a.pending, a.active, a.reserved, a.owed, a.debt),
  entry as (
    insert into ledgers.points_entries (shop_id, account_id, seq, act_id, lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at,
      prior_seq, prior_pending, prior_active, prior_reserved, prior_owed, prior_debt)
    select _shop, first_move.account_id, seq, act_id, first_move.lot_id, nullif(_to, 'reserved'), 0, -first_move.points,
      held_back, 0, 0, pending, active, reserved, owed, debt, now,
      nullif(seq - 1, 0), pending, active + first_move.points, reserved - held_back, owed, debt
    from posted)
  select act_id into act from act_made;
  if act is null then
    return ledgers.points_answered(_shop, _ask);
  end if;
  if cardinality(moves) > 1 then
    perform ledgers.points_post(_shop, act, now, moves[2:]);
  end if;
  return answer;
end $$;

revoke all on all functions in schema ledgers from public;
