-- Whose birthday came while they stood on no tier yet, or were one with somebody who had had the gift of the year: looked at
-- again for a month, so that whoever comes apart meanwhile has their own.
create table loyalty.birthdays_waiting (
  shop_id integer not null references platform.shops,
  person_id integer not null,
  -- of the gift, as in loyalty.benefit_once
  key text not null,
  since timestamptz not null,
  primary key (shop_id, person_id)
);
select platform.protect('loyalty.birthdays_waiting');
