-- Persons who consented to something, withdrew it, or are flagged, are owed to ClickHouse anew, with a version that wins:
-- the list of customers is filtered by consent.
do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    update customers.persons p set row_version = greatest(row_version + 1, platform.next_version())
      where p.shop_id = shop and (
        p.person_id in (select person_id from compliance.consents where shop_id = shop)
        or p.person_id in (select person_id from compliance.standings where shop_id = shop and minor));
    insert into platform.mirror_batches (shop_id, kind, ids)
    select shop, 'persons', array_agg(person_id::bigint order by person_id) from (
      select person_id, (row_number() over (order by person_id) - 1) / 2000 as chunk
      from (
        select person_id from compliance.consents where shop_id = shop
        union select person_id from compliance.standings where shop_id = shop and minor) said) chunks
    group by chunk;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;
