-- What each person looked at of late, for lists that have 20 ms and cannot wait for ClickHouse: counted there, kept here, of the products a list
-- is made of. Numbers only; it goes with the person.
create table analytics.looks (
  shop_id integer not null references platform.shops,
  person_id integer not null,
  -- By their one number across channels, most looked at first; and how often, a look halved by each 30 days of its age on that shop day.
  products integer[] not null,
  looks real[] not null,
  counted_on date not null,
  counted_at timestamptz not null,
  primary key (shop_id, person_id),
  check (cardinality(products) = cardinality(looks) and cardinality(products) between 1 and 20)
);
select platform.protect('analytics.looks');
