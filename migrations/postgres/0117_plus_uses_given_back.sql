-- A use of PLUS whose order was cancelled is given back, once: it counts no more, and its entitlement can be used again.
alter table loyalty.plus_acts drop constraint plus_acts_kind_check;
alter table loyalty.plus_acts add constraint plus_acts_kind_check
  check (kind in ('start', 'renew', 'tell', 'cancel', 'refund', 'use', 'give-back', 'expire'));
alter table loyalty.plus_acts add column given_back_at timestamptz check (given_back_at is null or kind = 'use');
