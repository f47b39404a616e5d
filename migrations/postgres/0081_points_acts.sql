-- The acts of the points ledger, each one statement for its caller. All go the same way: lock what the customer holds, in
-- the order of persons; answer a key that was answered before; let come what is due; refuse what the balance does not
-- bear, as a value; write down the act; post its moves. Functions under security definer are the application's only way
-- to write. They run on the coordinator of a cluster and name the shop in every statement. Their plans are made once a
-- session: for arrays of one or two accounts PostgreSQL would plan anew at every call, three times what running takes.

create type ledgers.points_move as (
  account_id bigint, lot_id bigint, from_account text, to_account text, points bigint);

create function ledgers.points_refused(_code text, _more jsonb default '{}') returns jsonb
  language sql immutable as $$ select jsonb_build_object('refused', _code) || _more $$;

-- The answer this key got before; a refusal where it was asked for something else.
create function ledgers.points_answered(_shop integer, _ask jsonb) returns jsonb
  language plpgsql as $$
begin
  return (select case when asked = decode(_ask ->> 'asked', 'hex') then answer || '{"again": true}'
      else ledgers.points_refused('key-reused') end
    from ledgers.points_acts where shop_id = _shop and key = _ask ->> 'key');
end $$;

-- The functions run as the tables' owner, whom an installation may have made a superuser: row-level security would then
-- not hold them to the shop of the transaction.
create function ledgers.own_shop(_shop integer) returns void language plpgsql as $$
begin
  if _shop is distinct from nullif(current_setting('app.shop_id', true), '')::integer then
    raise exception 'row-level security: not the shop of this transaction';
  end if;
end $$;

-- Nobody else acts on these persons' points until the transaction ends.
create function ledgers.points_lock(_shop integer, _persons integer[],
    out accounts bigint[], out available bigint, out owed bigint, out total bigint, out last_at timestamptz)
  language plpgsql as $$
begin
  perform ledgers.own_shop(_shop);
  select array_agg(h.account_id), coalesce(sum(h.active - h.owed), 0), coalesce(sum(h.owed), 0),
    coalesce(sum(h.pending + h.active + h.reserved), 0), max(h.last_at)
  into accounts, available, owed, total, last_at
  from (select a.account_id, a.pending, a.active, a.reserved, a.owed, a.last_at from ledgers.points_accounts a
    where a.shop_id = _shop and a.person_id = any(_persons) order by a.person_id for update) h;
end $$;

-- Clocks of several servers differ a little, and the ledger does not go back; null: by more than that.
create function ledgers.points_time(_last timestamptz, _at timestamptz) returns timestamptz
  language sql immutable as $$
  select case when _at >= _last - interval '5 minutes' or _last is null then greatest(_at, _last) end
$$;

-- Writes down an act; false where its key was taken meanwhile.
create function ledgers.points_record(_shop integer, _act bigint, _kind text, _account bigint, _points bigint,
    _of bigint, _at timestamptz, _ask jsonb, _answer jsonb) returns boolean
  language plpgsql as $$
begin
  insert into ledgers.points_acts
    (shop_id, act_id, key, asked, kind, account_id, points, cause, ref, reason, of_act, made_by, at, answer)
  overriding system value
  values (_shop, _act, _ask ->> 'key', decode(_ask ->> 'asked', 'hex'), _kind, _account, _points, _ask ->> 'cause',
    _ask ->> 'ref', _ask ->> 'reason', _of, _ask ->> 'by', _at, _answer)
  on conflict (shop_id, key) do nothing;
  return found;
end $$;

-- Posts moves in their order: each one's entry and lot, then the account. What a lot or a balance does not bear breaks a
-- constraint. One by one, because most acts have one or two.
create function ledgers.points_post(_shop integer, _act bigint, _at timestamptz, _moves ledgers.points_move[])
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
      reserved_by, owed_by, debt_by, pending, active, reserved, owed, debt, at)
    values (_shop, of_account, a.seq, _act, m.lot_id, outside, pending_by, active_by,
      reserved_by, owed_by, debt_by, a.pending, a.active, a.reserved, a.owed, a.debt, _at);
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

-- Moves that take so many points out of what is active, from the lots that expire first.
create function ledgers.points_take(_shop integer, _accounts bigint[], _points bigint, _to text)
  returns ledgers.points_move[] language plpgsql as $$
declare
  moves ledgers.points_move[] := '{}';
  left_over bigint := _points;
  lot record;
begin
  for lot in
    select l.account_id, l.lot_id, l.active from ledgers.points_lots l
    where l.shop_id = _shop and l.account_id = any(_accounts) and l.is_open and l.active > 0
    order by l.expires_at nulls last, l.lot_id
  loop
    exit when left_over = 0;
    moves := moves || row(lot.account_id, lot.lot_id, 'active', _to, least(lot.active, left_over))::ledgers.points_move;
    left_over := left_over - least(lot.active, left_over);
  end loop;
  return moves;
end $$;

-- An act of the ledger's own.
create function ledgers.points_post_due(_shop integer, _cause text, _at timestamptz, _moves ledgers.points_move[])
  returns void language plpgsql as $$
declare
  act bigint := nextval('ledgers.points_acts_act_id_seq');
begin
  perform ledgers.points_record(_shop, act, 'settle', null,
    (select sum(points)::bigint from unnest(_moves)), null, _at,
    jsonb_build_object('cause', _cause, 'by', 'system'), '{}');
  perform ledgers.points_post(_shop, act, _at, _moves);
end $$;

-- What is due of these accounts by then: pending points become active, active ones expire.
create function ledgers.points_due(_shop integer, _accounts bigint[], _at timestamptz, _activate boolean, _expire boolean)
  returns ledgers.points_move[] language plpgsql as $$
begin
  return (select array_agg(row(account_id, lot_id, from_account, to_account, points)::ledgers.points_move
      order by account_id, lot_id, nth)
  from (
    select l.account_id, l.lot_id, m.nth, m.from_account, m.to_account, m.points
    from ledgers.points_lots l cross join lateral (values
      (1, 'pending', 'active', case when _activate and l.active_from <= _at then l.pending else 0 end),
      (2, 'active', 'expired', case when _expire and l.expires_at <= _at
        then l.active + case when _activate then l.pending else 0 end else 0 end)
    ) as m(nth, from_account, to_account, points)
    where l.shop_id = _shop and l.account_id = any(_accounts) and l.is_open and m.points > 0) d);
end $$;

-- What is owed is paid by what became active, in the order in which it did.
create function ledgers.points_pay(_shop integer, _accounts bigint[]) returns ledgers.points_move[]
  language plpgsql as $$
begin
  return (select array_agg(row(account_id, lot_id, 'active', 'owed', least(active, owed - before))::ledgers.points_move
    order by account_id, active_from, expires_at nulls last, lot_id)
  from (select l.account_id, l.lot_id, l.active, l.active_from, l.expires_at, a.owed,
      (sum(l.active) over (partition by l.account_id order by l.active_from, l.expires_at nulls last, l.lot_id)
        - l.active)::bigint as before
    from ledgers.points_lots l join ledgers.points_accounts a on a.shop_id = l.shop_id and a.account_id = l.account_id
    where l.shop_id = _shop and a.shop_id = _shop and l.account_id = any(_accounts) and l.is_open and l.active > 0
      and a.owed > 0) l
  where before < owed);
end $$;

-- Lets come what is due, in the order in which it would have come had somebody looked all the time: points become active,
-- pay what is owed, and the rest expires. Whoever acts does this first, so that nothing depends on when a job runs.
-- True: something was posted.
create function ledgers.points_settle(_shop integer, _accounts bigint[], _at timestamptz, _owing boolean)
  returns boolean language plpgsql as $$
declare
  moves ledgers.points_move[];
  is_posted boolean := false;
begin
  if not exists (select from ledgers.points_lots l where l.shop_id = _shop and l.account_id = any(_accounts) and l.is_open
      and (l.expires_at <= _at or (l.pending > 0 and l.active_from <= _at))) and not _owing then
    return false;
  end if;
  moves := ledgers.points_due(_shop, _accounts, _at, true, not _owing);
  is_posted := moves is not null;
  if moves is not null then
    perform ledgers.points_post_due(_shop, 'due', _at, moves);
  end if;
  if not _owing then
    return is_posted;
  end if;
  moves := ledgers.points_pay(_shop, _accounts);
  if moves is not null then
    perform ledgers.points_post_due(_shop, 'owed', _at, moves);
    is_posted := true;
  end if;
  moves := ledgers.points_due(_shop, _accounts, _at, false, true);
  if moves is not null then
    perform ledgers.points_post_due(_shop, 'due', _at, moves);
  end if;
  return is_posted or moves is not null;
end $$;

create function ledgers.points_available(_shop integer, _accounts bigint[]) returns bigint
  language plpgsql as $$
begin
  return (select coalesce(sum(active - owed), 0)::bigint from ledgers.points_accounts
    where shop_id = _shop and account_id = any(_accounts));
end $$;

-- How much of a cap is left to these accounts (null: to the shop, whose row stays locked).
create function ledgers.quota_left(_shop integer, _name text, _most bigint, _accounts bigint[]) returns bigint
  language plpgsql as $$
declare
  taken bigint;
begin
  if _accounts is null then
    insert into ledgers.quotas (shop_id, name, account_id) values (_shop, _name, 0)
    on conflict (shop_id, name, account_id) do nothing;
    select used into taken from ledgers.quotas where shop_id = _shop and name = _name and account_id = 0 for update;
  else
    select coalesce(sum(used), 0) into taken from ledgers.quotas
    where shop_id = _shop and name = _name and account_id = any(_accounts);
  end if;
  return greatest(_most - taken, 0);
end $$;

create function ledgers.use_quota(_shop integer, _name text, _account bigint, _by bigint) returns void
  language plpgsql as $$
begin
  insert into ledgers.quotas as q (shop_id, name, account_id, used) values (_shop, _name, _account, _by)
  on conflict (shop_id, name, account_id) do update set used = q.used + excluded.used;
end $$;

create function ledgers.points_account(_shop integer, _person integer) returns bigint
  language plpgsql as $$
declare
  found_id bigint;
begin
  select account_id into found_id from ledgers.points_accounts where shop_id = _shop and person_id = _person;
  if found_id is null then
    insert into ledgers.points_accounts (shop_id, person_id) values (_shop, _person)
    on conflict (shop_id, person_id) do nothing;
    select account_id into found_id from ledgers.points_accounts where shop_id = _shop and person_id = _person;
  end if;
  return found_id;
end $$;

-- A new lot of a person. caps: [{name, most, whole}], each bounds what is granted; whole: of the shop, otherwise of the
-- customer. Locks of the shop's caps come before those of customers, in everybody's transactions.
create function ledgers.points_grant(_shop integer, _who integer, _points bigint, _kind text, _ask jsonb) returns jsonb
  language plpgsql as $$
declare
  persons integer[] := customers.persons_of(_shop, _who);
  caps jsonb := coalesce(_ask -> 'caps', '[]');
  granted bigint := _points;
  account bigint;
  lot bigint;
  cap jsonb;
  held record;
  answer jsonb;
  now timestamptz;
  active_from timestamptz;
  expires timestamptz := (_ask ->> 'expires_at')::timestamptz;
  act bigint;
begin
  for cap in select value from jsonb_array_elements(caps) where (value ->> 'whole')::boolean order by value ->> 'name' loop
    granted := least(granted, ledgers.quota_left(_shop, cap ->> 'name', (cap ->> 'most')::bigint, null));
  end loop;
  if persons is not null then
    account := ledgers.points_account(_shop, _who);
  end if;
  select * into held from ledgers.points_lock(_shop, persons);
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  if persons is null then
    return ledgers.points_refused('no-such-customer');
  end if;
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  if held.total + _points > 1000000000000 then
    return ledgers.points_refused('points-overflow');
  end if;
  active_from := coalesce((_ask ->> 'active_from')::timestamptz, now);
  if expires <= now or expires <= active_from then
    return ledgers.points_refused('expires-too-soon');
  end if;
  for cap in select value from jsonb_array_elements(caps) where not (value ->> 'whole')::boolean loop
    granted := least(granted, ledgers.quota_left(_shop, cap ->> 'name', (cap ->> 'most')::bigint, held.accounts));
  end loop;
  act := nextval('ledgers.points_acts_act_id_seq');
  if granted > 0 then
    lot := nextval('ledgers.points_lots_lot_id_seq');
  end if;
  answer := jsonb_build_object('act_id', act, 'points', granted, 'pending', active_from > now);
  if not ledgers.points_record(_shop, act, _kind, account, granted, null, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  if granted = 0 then
    return answer;
  end if;
  for cap in select value from jsonb_array_elements(caps) loop
    perform ledgers.use_quota(_shop, cap ->> 'name', case when (cap ->> 'whole')::boolean then 0 else account end, granted);
  end loop;
  insert into ledgers.points_lots
    (shop_id, lot_id, account_id, act_id, points, pending, active, earned_at, active_from, expires_at, is_open)
  overriding system value
  values (_shop, lot, account, act, granted, case when active_from > now then granted else 0 end,
    case when active_from > now then 0 else granted end, coalesce((_ask ->> 'earned_at')::timestamptz, now),
    active_from, expires, true);
  perform ledgers.points_post(_shop, act, now, array[row(account, lot,
    case when _kind = 'adjust' then 'adjusted' else 'issued' end,
    case when active_from > now then 'pending' else 'active' end, granted)::ledgers.points_move]);
  if held.owed > 0 then
    perform ledgers.points_settle(_shop, held.accounts, now, true);
  end if;
  return answer;
end $$;

-- Takes active points of a customer away, all or nothing.
create function ledgers.points_draw(_shop integer, _who integer, _points bigint, _kind text, _to text, _ask jsonb)
  returns jsonb language plpgsql as $$
declare
  persons integer[] := customers.persons_of(_shop, _who);
  held record;
  available bigint;
  answer jsonb;
  now timestamptz;
  act bigint;
  moves ledgers.points_move[];
begin
  select * into held from ledgers.points_lock(_shop, persons);
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  if persons is null then
    return ledgers.points_refused('no-such-customer');
  end if;
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  available := held.available;
  if ledgers.points_settle(_shop, held.accounts, now, held.owed > 0) then
    available := ledgers.points_available(_shop, held.accounts);
  end if;
  if available < _points then
    return ledgers.points_refused('not-enough-points', jsonb_build_object('available', available));
  end if;
  moves := ledgers.points_take(_shop, held.accounts, _points, _to);
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', _points, 'available', available - _points,
    'lots', (select jsonb_agg(jsonb_build_object('lot_id', lot_id, 'points', points)) from unnest(moves)));
  if not ledgers.points_record(_shop, act, _kind, moves[1].account_id, _points, null, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  perform ledgers.points_post(_shop, act, now, moves);
  return answer;
end $$;

create function ledgers.points_earn(_shop integer, _who integer, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  return ledgers.points_grant(_shop, _who, _points, 'earn', _ask);
end $$;

create function ledgers.points_spend(_shop integer, _who integer, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  return ledgers.points_draw(_shop, _who, _points, 'spend', 'spent', _ask);
end $$;

-- Points more or, below nothing, less, by the word of staff.
create function ledgers.points_adjust(_shop integer, _who integer, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  return case when _points > 0 then ledgers.points_grant(_shop, _who, _points, 'adjust', _ask)
    else ledgers.points_draw(_shop, _who, -_points, 'adjust', 'adjusted', _ask) end;
end $$;

create function ledgers.points_reserve(_shop integer, _who integer, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  answer jsonb := ledgers.points_draw(_shop, _who, _points, 'reserve', 'reserved', _ask);
begin
  if answer ? 'act_id' and not answer ? 'again' then
    insert into ledgers.points_reservations (shop_id, act_id, ends_at)
    values (_shop, (answer ->> 'act_id')::bigint, (_ask ->> 'ends_at')::timestamptz);
  end if;
  return answer;
end $$;

-- Locks the accounts that an act touched, in the order of persons as everybody does.
create function ledgers.points_lock_of(_shop integer, _act bigint,
    out accounts bigint[], out owed bigint, out last_at timestamptz, out closed boolean)
  language plpgsql as $$
begin
  perform ledgers.own_shop(_shop);
  select array_agg(h.account_id), coalesce(sum(h.owed), 0), max(h.last_at), coalesce(bool_or(h.person_id is null), false)
  into accounts, owed, last_at, closed
  from (select a.account_id, a.person_id, a.owed, a.last_at from ledgers.points_accounts a
    where a.shop_id = _shop and a.account_id in (
      select e.account_id from ledgers.points_entries e where e.shop_id = _shop and e.act_id = _act)
    order by a.person_id, a.account_id for update) h;
end $$;

-- Ends a reservation: its points are spent, or active again with the expiry they had.
create function ledgers.points_release(_shop integer, _of bigint, _kind text, _ask jsonb) returns jsonb
  language plpgsql as $$
declare
  held record;
  kept record;
  answer jsonb;
  now timestamptz;
  act bigint;
  moves ledgers.points_move[];
begin
  select * into held from ledgers.points_lock_of(_shop, _of);
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  select state, ends_at into kept from ledgers.points_reservations where shop_id = _shop and act_id = _of;
  if not found then
    return ledgers.points_refused('no-such-reservation');
  end if;
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  if kept.state <> 'open' or (_kind = 'confirm' and kept.ends_at <= now) then
    return ledgers.points_refused('reservation-over', jsonb_build_object('state',
      case when kept.state = 'open' then 'ended' else kept.state end));
  end if;
  select array_agg(row(account_id, lot_id, 'reserved', case when _kind = 'confirm' then 'spent' else 'active' end,
      reserved_by)::ledgers.points_move order by account_id, seq) into moves
  from ledgers.points_entries where shop_id = _shop and act_id = _of;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', (select sum(points) from unnest(moves)));
  if not ledgers.points_record(_shop, act, _kind, moves[1].account_id, (answer ->> 'points')::bigint, _of, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  update ledgers.points_reservations set state = case when _kind = 'confirm' then 'confirmed' else 'cancelled' end
  where shop_id = _shop and act_id = _of and state = 'open';
  perform ledgers.points_post(_shop, act, now, moves);
  if _kind = 'cancel' then
    perform ledgers.points_settle(_shop, held.accounts, now, held.owed > 0);
  end if;
  return answer;
end $$;

create function ledgers.points_confirm(_shop integer, _of bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  return ledgers.points_release(_shop, _of, 'confirm', _ask);
end $$;

create function ledgers.points_cancel(_shop integer, _of bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  return ledgers.points_release(_shop, _of, 'cancel', _ask);
end $$;

-- Gives spent points back to the lots they came from, in proportion to what each of them still lacks; null: all of it.
-- A lot whose time is over takes them and lets them expire.
create function ledgers.points_refund(_shop integer, _of bigint, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  held record;
  answer jsonb;
  now timestamptz;
  act bigint;
  owing bigint;
  back bigint;
  moves ledgers.points_move[];
begin
  select * into held from ledgers.points_lock_of(_shop, _of);
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  if not exists (select from ledgers.points_acts
      where shop_id = _shop and act_id = _of and kind in ('spend', 'confirm')) then
    return ledgers.points_refused('no-such-spending');
  end if;
  if held.closed then
    return ledgers.points_refused('account-closed');
  end if;
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  with gone as (
    select e.account_id, e.lot_id,
      -sum(e.active_by + e.reserved_by)::bigint as points
    from ledgers.points_entries e
    where e.shop_id = _shop and (e.act_id = _of or e.act_id in (
      select r.act_id from ledgers.points_acts r where r.shop_id = _shop and r.of_act = _of and r.kind = 'refund'))
      and e.outside = 'spent'
    group by e.account_id, e.lot_id),
  whole as (select account_id, lot_id, points, sum(points) over (order by lot_id) as upto, sum(points) over () as total
    from gone where points > 0),
  parts as (select account_id, lot_id, total,
      (div(coalesce(_points, total) * upto, total) - div(coalesce(_points, total) * (upto - points), total))::bigint as part
    from whole)
  select max(total)::bigint, coalesce(_points, max(total)::bigint),
    array_agg(row(account_id, lot_id, 'spent', 'active', part)::ledgers.points_move order by lot_id) filter (where part > 0)
  into owing, back, moves from parts;
  if owing is null or back > owing then
    return ledgers.points_refused('refund-exceeds-spent', jsonb_build_object('left', coalesce(owing, 0)));
  end if;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', back, 'left', owing - back, 'expired', (
    select coalesce(sum(m.points), 0) from unnest(moves) m join ledgers.points_lots l on l.account_id = m.account_id and l.lot_id = m.lot_id
    where l.shop_id = _shop and l.expires_at <= now));
  if not ledgers.points_record(_shop, act, 'refund', moves[1].account_id, back, _of, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  perform ledgers.points_post(_shop, act, now, moves);
  perform ledgers.points_settle(_shop, held.accounts, now, held.owed > 0);
  return answer;
end $$;

-- Takes back what an act granted (its order was refunded): from its own lot, else from the customer's other lots, and what
-- is missing then by the shop's policy: negative (owed, the next points pay it), debt (settled in money) or covered.
create function ledgers.points_revoke(_shop integer, _of bigint, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  lot record;
  held record;
  answer jsonb;
  now timestamptz;
  act bigint;
  taken bigint;
  rest bigint := _points;
  short bigint;
  over bigint;
  moves ledgers.points_move[] := '{}';
begin
  -- the lot's account alone where nobody is left behind it
  select e.lot_id, e.account_id, a.person_id into lot
  from ledgers.points_entries e join ledgers.points_accounts a on a.shop_id = e.shop_id and a.account_id = e.account_id
  where e.shop_id = _shop and a.shop_id = _shop and e.act_id = _of and e.outside in ('issued', 'adjusted')
    and e.pending_by + e.active_by > 0;
  select * into held from ledgers.points_lock(_shop,
    coalesce(customers.persons_of(_shop, lot.person_id), array[lot.person_id]));
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  if lot.lot_id is null then
    return ledgers.points_refused('no-such-earning');
  end if;
  if not lot.account_id = any(coalesce(held.accounts, '{}')) then
    return ledgers.points_refused('account-closed');
  end if;
  select coalesce(sum(points), 0), coalesce(sum((c.answer ->> 'expired')::bigint), 0) into taken, over
  from ledgers.points_acts c where shop_id = _shop and of_act = _of and kind = 'revoke';
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  perform ledgers.points_settle(_shop, held.accounts, now, held.owed > 0);
  select l.lot_id, l.account_id, l.points, l.pending, l.active, l.expired into lot
  from ledgers.points_lots l where l.shop_id = _shop and l.account_id = lot.account_id and l.lot_id = lot.lot_id;
  if taken + _points > lot.points then
    return ledgers.points_refused('revoke-exceeds-earned', jsonb_build_object('left', lot.points - taken));
  end if;
  moves := array[row(lot.account_id, lot.lot_id, 'pending', 'revoked', least(rest, lot.pending))::ledgers.points_move];
  rest := rest - least(rest, lot.pending);
  moves := moves || row(lot.account_id, lot.lot_id, 'active', 'revoked', least(rest, lot.active))::ledgers.points_move;
  short := least(rest, lot.active);
  rest := rest - short;
  -- what expired brought nobody anything: there is nothing to take back for it
  over := least(rest, lot.expired - over);
  rest := rest - over;
  if rest > 0 then
    moves := moves || coalesce((
      select array_agg(row(account_id, lot_id, 'active', 'revoked', least(active, rest - before))::ledgers.points_move
        order by expires_at nulls last, lot_id)
      from (select account_id, lot_id, active, expires_at,
          (sum(active) over (order by expires_at nulls last, lot_id) - active)::bigint as before
        from ledgers.points_lots where shop_id = _shop and account_id = any(held.accounts) and is_open and active > 0
          and lot_id <> lot.lot_id) o
      where before < rest), '{}');
  end if;
  short := _points - over - (select coalesce(sum(points), 0) from unnest(moves))::bigint;
  if _ask ->> 'shortfall' <> 'covered' then
    moves := moves || row(lot.account_id, null, case _ask ->> 'shortfall' when 'negative' then 'owed' else 'debt' end,
      'revoked', short)::ledgers.points_move;
  end if;
  select array_agg(row(x.account_id, x.lot_id, x.from_account, x.to_account, x.points)::ledgers.points_move order by x.nth)
  into moves
  from unnest(moves) with ordinality as x(account_id, lot_id, from_account, to_account, points, nth) where x.points > 0;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', _points, 'expired', over, 'shortfall', short,
    'covered', case when _ask ->> 'shortfall' = 'covered' then short else 0 end);
  if not ledgers.points_record(_shop, act, 'revoke', lot.account_id, _points, _of, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  if moves is not null then
    perform ledgers.points_post(_shop, act, now, moves);
  end if;
  return answer;
end $$;

-- What a customer is short of is settled: paid in money, or the shop forgives it. Debt first.
create function ledgers.points_repay(_shop integer, _who integer, _points bigint, _ask jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  persons integer[] := customers.persons_of(_shop, _who);
  held record;
  answer jsonb;
  now timestamptz;
  act bigint;
  short bigint;
  moves ledgers.points_move[];
begin
  select * into held from ledgers.points_lock(_shop, persons);
  answer := ledgers.points_answered(_shop, _ask);
  if answer is not null then
    return answer;
  end if;
  if persons is null then
    return ledgers.points_refused('no-such-customer');
  end if;
  now := ledgers.points_time(held.last_at, (_ask ->> 'at')::timestamptz);
  if now is null then
    return ledgers.points_refused('clock-went-back');
  end if;
  with due as (
    select a.account_id, d.name, d.points, d.nth from ledgers.points_accounts a
    cross join lateral (values (1, 'debt', a.debt), (2, 'owed', a.owed)) as d(nth, name, points)
    where a.shop_id = _shop and a.account_id = any(held.accounts) and d.points > 0),
  upto as (select *, (sum(points) over (order by nth, account_id) - points)::bigint as before from due)
  select (select sum(points) from due)::bigint,
    array_agg(row(account_id, null, case _ask ->> 'how' when 'paid' then 'settled' else 'covered' end, name,
      least(points, _points - before))::ledgers.points_move order by nth, account_id) filter (where before < _points)
  into short, moves from upto;
  if coalesce(short, 0) < _points then
    return ledgers.points_refused('repays-too-much', jsonb_build_object('left', coalesce(short, 0)));
  end if;
  act := nextval('ledgers.points_acts_act_id_seq');
  answer := jsonb_build_object('act_id', act, 'points', _points, 'left', short - _points);
  if not ledgers.points_record(_shop, act, 'repay', moves[1].account_id, _points, null, now, _ask, answer) then
    return ledgers.points_answered(_shop, _ask);
  end if;
  perform ledgers.points_post(_shop, act, now, moves);
  return answer;
end $$;

-- For the job: settles some accounts where something is due, and answers how many; 0 when there are no more. Most: lots.
create function ledgers.points_settle_due(_shop integer, _at timestamptz, _most integer) returns integer
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
declare
  persons integer[];
  held record;
begin
  select array_agg(distinct person_id) into persons from (
    select a.person_id from (
      select l.account_id from ledgers.points_lots l
      where l.shop_id = _shop and l.pending > 0 and l.active_from <= _at
      union all
      select l.account_id from ledgers.points_lots l
      where l.shop_id = _shop and l.is_open and l.active > 0 and l.expires_at <= _at) l
    join ledgers.points_accounts a on a.account_id = l.account_id
    where a.shop_id = _shop and a.person_id is not null and a.last_at <= _at
    limit _most) d;
  if persons is null then
    return 0;
  end if;
  select * into held from ledgers.points_lock(_shop, persons);
  perform ledgers.points_settle(_shop, held.accounts, greatest(_at, held.last_at), held.owed > 0);
  return cardinality(persons);
end $$;

-- Persons whose data is erased: what they held is taken back, what they were short of is the shop's, and the accounts
-- are nobody's from then on. Entries, lots and acts stay without the words of staff.
create function ledgers.points_forget(_shop integer, _persons integer[], _at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
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
      '{"cause": "erasure", "by": "system"}', '{}');
    perform ledgers.points_post(_shop, act, now, moves);
  end if;
  update ledgers.points_acts set reason = null
  where shop_id = _shop and reason is not null and act_id in (
    select act_id from ledgers.points_entries where shop_id = _shop and account_id = any(held.accounts));
  update ledgers.points_accounts set person_id = null where shop_id = _shop and account_id = any(held.accounts);
end $$;

-- Moves the end of the return window of what an act granted, while it is still pending. Answers whether it moved.
create function ledgers.points_reschedule(_shop integer, _of bigint, _active_from timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan as $$
begin
  perform ledgers.own_shop(_shop);
  update ledgers.points_lots l set active_from = _active_from
  from ledgers.points_entries e
  where e.shop_id = _shop and e.act_id = _of and e.outside = 'issued' and l.shop_id = _shop
    and l.account_id = e.account_id and l.lot_id = e.lot_id and l.pending > 0 and l.active_from <> _active_from
    and (l.expires_at is null or l.expires_at > _active_from);
  return found;
end $$;

revoke all on all functions in schema ledgers from public;
grant execute on function ledgers.refresh_statistics(), ledgers.points_earn(integer, integer, bigint, jsonb), ledgers.points_spend(integer, integer, bigint, jsonb),
  ledgers.points_adjust(integer, integer, bigint, jsonb), ledgers.points_reserve(integer, integer, bigint, jsonb),
  ledgers.points_confirm(integer, bigint, jsonb), ledgers.points_cancel(integer, bigint, jsonb),
  ledgers.points_refund(integer, bigint, bigint, jsonb), ledgers.points_revoke(integer, bigint, bigint, jsonb),
  ledgers.points_repay(integer, integer, bigint, jsonb), ledgers.points_settle_due(integer, timestamptz, integer),
  ledgers.points_forget(integer, integer[], timestamptz), ledgers.points_reschedule(integer, bigint, timestamptz)
  to shuke_app;
