-- Points: a promise of the shop, kept as a ledger of lots. Every change is an act (with its cause and idempotency key)
-- that moves points from one account of the double entry to another; nothing is ever changed or deleted in the entries.
-- The application may only read these tables: it writes them through the functions of 0081.

create schema ledgers;
grant usage on schema ledgers to shuke_app;

-- Everybody who is one customer with this person, this person among them; null: nobody of this number in the shop.
create function customers.persons_of(_shop integer, _person integer) returns integer[]
  language plpgsql stable as $$
begin
  return (select array_agg(m.person_id order by m.person_id)
    from customers.persons p join customers.persons m on m.shop_id = p.shop_id and m.customer_id = p.customer_id
    where p.shop_id = _shop and m.shop_id = _shop and p.person_id = _person);
end $$;

-- What a person holds, as it comes out of their last entry. A customer's balance is the sum over their persons, so that
-- merging and undoing a merge move nothing. No foreign key to persons: an undone import may take the person away.
create table ledgers.points_accounts (
  shop_id integer not null references platform.shops,
  account_id bigint generated always as identity,
  -- null once they were erased: the entries stay, of nobody
  person_id integer,
  last_seq bigint,
  last_at timestamptz,
  pending bigint not null default 0,
  active bigint not null default 0,
  reserved bigint not null default 0,
  -- a shortfall that the next points pay
  owed bigint not null default 0,
  -- a shortfall that is settled outside, in money
  debt bigint not null default 0,
  primary key (shop_id, account_id),
  -- last, here and below: of indexes that look alike to the planner before the first ANALYZE the one made last wins
  unique (shop_id, person_id),
  check (last_seq is not null or pending + active + reserved + owed + debt = 0)
) with (fillfactor = 70);
select platform.protect('ledgers.points_accounts');
revoke insert, update, delete on ledgers.points_accounts from shuke_app;

-- What was asked of the ledger, once per key, with the answer that a retry gets again.
create table ledgers.points_acts (
  shop_id integer not null references platform.shops,
  act_id bigint generated always as identity,
  -- null: the ledger's own doing, because a time had come
  key text,
  -- digest of what was asked: the same key for something else is refused
  asked bytea,
  kind text not null check
    (kind = any ('{earn,spend,reserve,confirm,cancel,refund,revoke,adjust,repay,settle,forget}'::text[])),
  -- whose; null where nobody had an account yet
  account_id bigint,
  points bigint not null,
  -- a word: order, refund, staff, deed
  cause text not null,
  -- what exactly, by its id: order:12
  ref text,
  -- words of staff
  reason text,
  -- the act that this one continues or takes back
  of_act bigint,
  made_by text not null,
  at timestamptz not null,
  answer jsonb not null,
  primary key (shop_id, act_id)
);
create index points_acts_by_origin on ledgers.points_acts (shop_id, of_act) where of_act is not null;
alter table ledgers.points_acts add unique (shop_id, key);
select platform.protect('ledgers.points_acts');
revoke insert, update, delete on ledgers.points_acts from shuke_app;

-- Points earned at once, with one expiry: where they are now.
create table ledgers.points_lots (
  shop_id integer not null,
  lot_id bigint generated always as identity,
  account_id bigint not null,
  act_id bigint not null,
  points bigint not null,
  pending bigint not null,
  active bigint not null,
  reserved bigint not null default 0,
  spent bigint not null default 0,
  expired bigint not null default 0,
  -- revoked, adjusted away, or went to pay what was owed
  gone bigint not null default 0,
  earned_at timestamptz not null,
  -- end of the return window
  active_from timestamptz not null,
  -- null: never
  expires_at timestamptz,
  is_open boolean not null,
  -- one check, and few in these tables: PostgreSQL reads each of them anew for every statement
  constraint lot_is_whole check (points = pending + active + reserved + spent + expired + gone
    and least(pending, active, reserved, spent, expired, gone) >= 0 and is_open = (pending + active + reserved > 0))
) with (fillfactor = 70);
-- is_open changes once or twice in a lot's life: every other update of it stays in its page
create index points_lots_open on ledgers.points_lots (shop_id, account_id) where is_open;
-- for the job that lets come what is due
create index points_lots_pending on ledgers.points_lots (shop_id, active_from) where pending > 0;
create index points_lots_expiring on ledgers.points_lots (shop_id, expires_at) where is_open and expires_at is not null;
alter table ledgers.points_lots add primary key (shop_id, account_id, lot_id);
select platform.protect('ledgers.points_lots');
revoke insert, update, delete on ledgers.points_lots from shuke_app;

-- The ledger. One row says what each account of the customer gained; the rest came from or went to one account outside
-- (issued, adjusted, spent, expired, revoked, settled, covered), so that all accounts together always come to nothing.
-- Each row carries what the person then held, and points at the row before it with what they held before: that the
-- balance is the sum of the ledger is a foreign key, here and from points_accounts. No trigger: Citus has none.
create table ledgers.points_entries (
  shop_id integer not null,
  account_id bigint not null,
  seq bigint not null,
  act_id bigint not null,
  lot_id bigint,
  outside text,
  pending_by bigint not null,
  active_by bigint not null,
  reserved_by bigint not null,
  -- owed and debt are what the customer is short of
  owed_by bigint not null,
  debt_by bigint not null,
  pending bigint not null,
  active bigint not null,
  reserved bigint not null,
  owed bigint not null,
  debt bigint not null,
  at timestamptz not null,
  prior_seq bigint generated always as (nullif(seq - 1, 0)) stored,
  prior_pending bigint not null generated always as (pending - pending_by) stored,
  prior_active bigint not null generated always as (active - active_by) stored,
  prior_reserved bigint not null generated always as (reserved - reserved_by) stored,
  prior_owed bigint not null generated always as (owed - owed_by) stored,
  prior_debt bigint not null generated always as (debt - debt_by) stored,
  primary key (shop_id, account_id, seq),
  constraint within_bounds check (least(seq - 1, pending, active, reserved, owed, debt) >= 0
    and greatest(pending, active, reserved, owed, debt) <= 1000000000000),
  constraint begins_with_nothing check
    (seq > 1 or prior_pending + prior_active + prior_reserved + prior_owed + prior_debt = 0),
  constraint names_the_other_side check
    ((outside is null) = (pending_by + active_by + reserved_by - owed_by - debt_by = 0))
);
create index points_entries_by_act on ledgers.points_entries (shop_id, act_id);
-- days of the ledger are appended in their order: some pages a day tell where to look
create index points_entries_by_time on ledgers.points_entries using brin (at);
alter table ledgers.points_entries
  add constraint points_entries_after unique (shop_id, account_id, seq, pending, active, reserved, owed, debt);
alter table ledgers.points_entries add constraint follows_the_last foreign key
  (shop_id, account_id, prior_seq, prior_pending, prior_active, prior_reserved, prior_owed, prior_debt)
  references ledgers.points_entries (shop_id, account_id, seq, pending, active, reserved, owed, debt);
select platform.protect('ledgers.points_entries');
revoke insert, update, delete on ledgers.points_entries from shuke_app;

alter table ledgers.points_accounts add constraint balance_is_the_ledger foreign key
  (shop_id, account_id, last_seq, pending, active, reserved, owed, debt)
  references ledgers.points_entries (shop_id, account_id, seq, pending, active, reserved, owed, debt);

-- Points held for an order of the points mall or a checkout under way.
create table ledgers.points_reservations (
  shop_id integer not null,
  -- the act that reserved
  act_id bigint not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'cancelled')),
  ends_at timestamptz not null,
  primary key (shop_id, act_id)
);
create index points_reservations_open on ledgers.points_reservations (shop_id, ends_at) where state = 'open';
select platform.protect('ledgers.points_reservations');
revoke insert, update, delete on ledgers.points_reservations from shuke_app;

-- How much of a cap is used: of one account, or (account 0) of the shop.
create table ledgers.quotas (
  shop_id integer not null references platform.shops,
  name text not null,
  account_id bigint not null,
  used bigint not null default 0 check (used >= 0),
  primary key (shop_id, name, account_id)
);
select platform.protect('ledgers.quotas');
revoke insert, update, delete on ledgers.quotas from shuke_app;

-- What each audit of the ledger found.
create table ledgers.points_audits (
  shop_id integer not null references platform.shops,
  audit_id bigint generated always as identity,
  at timestamptz not null,
  accounts bigint not null,
  lots bigint not null,
  entries bigint not null,
  findings jsonb not null,
  primary key (shop_id, audit_id)
);
select platform.protect('ledgers.points_audits');
grant usage, select on sequence ledgers.points_audits_audit_id_seq to shuke_app;

-- A shop's first points come thousands at once, and until the next autovacuum the planner would know nothing of them.
create function ledgers.refresh_statistics() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze ledgers.points_accounts;
  analyze ledgers.points_acts;
  analyze ledgers.points_lots;
  analyze ledgers.points_entries;
end $$;
revoke all on function ledgers.refresh_statistics() from public;
