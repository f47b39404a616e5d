-- The mirror of ties learns when each was seen: those that stand are owed anew.
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
