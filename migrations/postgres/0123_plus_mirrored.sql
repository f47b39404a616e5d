-- Periods of PLUS are mirrored, for segments: subscriptions that stand are owed.
do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    insert into platform.mirror_batches (shop_id, kind, ids)
    select shop, 'plus', array_agg(subscription_id order by subscription_id) from (
      select subscription_id, (row_number() over (order by subscription_id) - 1) / 2000 as chunk
      from loyalty.plus_subscriptions where shop_id = shop) chunks
    group by chunk;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;
