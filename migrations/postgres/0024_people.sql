-- Builds of ClickHouse's table `people`: what every customer comes to as of a shop day. A row is there only while its
-- slot holds that build whole: it is deleted before the slot is emptied and written after it is full.
create schema analytics;
grant usage on schema analytics to shuke_app;

create table analytics.people_builds (
  shop_id integer not null references platform.shops,
  slot smallint not null check (slot between 0 and 5),
  build bigint not null,
  as_of date not null,
  -- what the mirror had written when it was begun: another mark, another build
  data_mark text not null,
  -- {cuts, medians}: what a score is given by, so that screens can draw the lines
  scale jsonb not null,
  people bigint not null,
  built_at timestamptz not null,
  took_ms integer not null,
  primary key (shop_id, slot)
);
create unique index people_builds_by_day on analytics.people_builds (shop_id, as_of);
select platform.protect('analytics.people_builds');

-- Persons tagged before are owed to ClickHouse anew, with a version that wins.
do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    update customers.persons set row_version = greatest(row_version + 1, platform.next_version())
      where shop_id = shop and person_id in (select person_id from customers.tags where shop_id = shop);
    insert into platform.mirror_batches (shop_id, kind, ids)
    select shop, 'persons', array_agg(person_id::bigint order by person_id) from (
      select person_id, (row_number() over (order by person_id) - 1) / 2000 as chunk
      from (select distinct person_id from customers.tags where shop_id = shop) tagged) chunks
    group by chunk;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;
