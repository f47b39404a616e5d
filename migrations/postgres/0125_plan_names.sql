-- A segment reads aloud with the name of the plan of PLUS that it asks for. Plans are loyalty's, to the right of segments: whoever
-- makes or changes one says in the same transaction how it is called.
create table segments.plan_names (
  shop_id integer not null references platform.shops,
  plan_id bigint not null,
  zh text not null,
  en text not null,
  primary key (shop_id, plan_id)
);
select platform.protect('segments.plan_names');

do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    insert into segments.plan_names (shop_id, plan_id, zh, en)
    select shop, p.plan_id, t.terms #>> '{name,zh}', t.terms #>> '{name,en}' from loyalty.plus_plans p
    join loyalty.plus_terms t on t.shop_id = shop and t.plan_id = p.plan_id and t.version = p.version
    where p.shop_id = shop;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;
