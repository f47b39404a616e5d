-- What a spending reads is two rows, the account of a customer who is one person and the lot that expires first, and it was asked
-- for with sums, sorts and a window over all open lots: a third of what the act costs PostgreSQL (decision 0162).

-- In the order in which lots are spent.
drop index ledgers.points_lots_open;
create index points_lots_open on ledgers.points_lots (shop_id, account_id, expires_at, lot_id) where is_open;

-- As before, with what is pending; a customer who is one person is found without sum and order.
drop function ledgers.points_hold(integer, integer);
create function ledgers.points_hold(_shop integer, _who integer, out accounts bigint[], out own bigint,
    out available bigint, out owed bigint, out pending bigint, out total bigint, out last_at timestamptz)
  language plpgsql as $$
begin
  if nullif(current_setting('app.shop_id', true), '')::integer is distinct from _shop then
    perform ledgers.own_shop(_shop);
  end if;
  select array[a.account_id], a.account_id, a.active - a.owed, a.owed, a.pending, a.pending + a.active + a.reserved, a.last_at
  into accounts, own, available, owed, pending, total, last_at
  from ledgers.points_accounts a
  where a.shop_id = _shop and a.person_id = _who and 1 = (
    select count(*) from customers.persons m where m.shop_id = _shop and m.customer_id = (
      select p.customer_id from customers.persons p where p.shop_id = _shop and p.person_id = _who))
  for update;
  if found then
    return;
  end if;
  select array_agg(h.account_id), max(h.account_id) filter (where h.person_id = _who), coalesce(sum(h.active - h.owed), 0),
    coalesce(sum(h.owed), 0), coalesce(sum(h.pending), 0), coalesce(sum(h.pending + h.active + h.reserved), 0), max(h.last_at)
  into accounts, own, available, owed, pending, total, last_at
  from (select a.account_id, a.person_id, a.pending, a.active, a.reserved, a.owed, a.last_at
    from ledgers.points_accounts a
    where a.shop_id = _shop and a.person_id = any(array(
      select m.person_id from customers.persons m where m.shop_id = _shop and m.customer_id = (
        select p.customer_id from customers.persons p where p.shop_id = _shop and p.person_id = _who)))
    order by a.person_id + 0 for update) h;
end $$;

-- As before; of nobody (an undone import took the person away, and not yet the account) it is null too, where earning broke off.
create or replace function ledgers.points_account(_shop integer, _person integer) returns bigint
  language plpgsql as $$
declare
  found_id bigint;
begin
  insert into ledgers.points_accounts (shop_id, person_id)
  select shop_id, person_id from customers.persons where shop_id = _shop and person_id = _person
  on conflict (shop_id, person_id) do nothing;
  select a.account_id into found_id from ledgers.points_accounts a
  where a.shop_id = _shop and a.person_id = (
    select p.person_id from customers.persons p where p.shop_id = _shop and p.person_id = _person);
  return found_id;
end $$;

-- The lot of a customer that is spent first, and whether anything of theirs is due.
create function ledgers.points_first_lot(_shop integer, _accounts bigint[], _at timestamptz,
    out account_id bigint, out lot_id bigint, out active bigint, out is_due boolean)
  language plpgsql as $$
begin
  select l.account_id, l.lot_id, l.active,
    bool_or(l.expires_at <= _at or (l.pending > 0 and l.active_from <= _at)) over ()
  into account_id, lot_id, active, is_due
  from ledgers.points_lots l where l.shop_id = _shop and l.account_id = any(_accounts) and l.is_open
  order by l.active = 0, l.expires_at nulls last, l.lot_id limit 1;
end $$;

-- As before; the first lot of one account is asked for alone.
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
  -- the lot that is spent first is mostly enough, and of all open lots it is the first that could expire
  select l.account_id, l.lot_id, l.active, l.expires_at <= now as is_due into first
  from ledgers.points_lots l where l.shop_id = _shop and l.account_id = held.accounts[1] and l.is_open
  order by l.expires_at, l.lot_id limit 1;
  if cardinality(held.accounts) > 1 or held.pending > 0 then
    select f.account_id, f.lot_id, f.active, f.is_due into first from ledgers.points_first_lot(_shop, held.accounts, now) f;
  end if;
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
