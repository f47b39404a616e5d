-- Ties are mirrored: a share or an invitation is no order, and who brought whom is counted in ClickHouse. A number of its own
-- names a tie there also when it is gone here.
alter table customers.ties add column tie_id bigint generated always as identity;
alter table customers.ties add constraint ties_by_number unique (shop_id, tie_id);

-- Those that stand are owed.
do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    insert into platform.mirror_batches (shop_id, kind, ids)
    select shop, 'ties', array_agg(tie_id order by tie_id) from (
      select tie_id, (row_number() over (order by tie_id) - 1) / 2000 as chunk
      from customers.ties where shop_id = shop) chunks
    group by chunk;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;
