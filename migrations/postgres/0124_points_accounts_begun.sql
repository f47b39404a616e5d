-- A balance set back to nothing, or an account taken away, was found by the audit alone: an account that points at no entry says
-- nothing of its entries. The first entry of each account now points at the account as one that has begun (decision 0159).
alter table ledgers.points_accounts
  add column has_begun boolean not null generated always as (last_seq is not null) stored,
  add constraint points_accounts_begun unique (shop_id, account_id, has_begun);

alter table ledgers.points_entries
  -- true of the first of its account, null of all others: those follow it
  add column begins boolean generated always as (case when seq = 1 then true end) stored;
-- at the end of the transaction: an entry may be written before the balance
alter table ledgers.points_entries add constraint of_an_account_that_has_begun foreign key (shop_id, account_id, begins)
  references ledgers.points_accounts (shop_id, account_id, has_begun) deferrable initially deferred;
