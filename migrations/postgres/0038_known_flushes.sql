-- A small flush of events of people and products the server remembers, in one round trip instead of eight: at 500 single
-- requests a second the round trips were most of what the server and PostgreSQL did (src/domains/ingest/track/store-known.ts).

-- What a shop's own traits are, in short: equal only where nothing about them changed.
create function customers.dictionary_print(shop integer) returns text
  language sql stable set search_path = pg_catalog as $$
  select md5(coalesce(string_agg(d::text, E'\n' order by d.name), ''))
  from customers.dictionary d where d.shop_id = shop
$$;

-- False, and nothing written, where what the server remembers does not hold any more or a write key was revoked. The lock is
-- the graph's, shared (src/domains/customers/identity/graph-store.ts). Each statement of a volatile function has a
-- snapshot of its own, so what is compared is read behind the lock.
create function ingest.store_known_flush(shop integer, key_ids uuid[], generation_then bigint, dictionary_then text,
  columns text[], lines bytea, person_ids integer[], product_ids integer[])
  returns boolean language plpgsql volatile set search_path = pg_catalog as $$
begin
  execute format('set local app.shop_id = %L', shop);
  perform pg_advisory_xact_lock_shared(1936223079, shop);
  if coalesce((select g.generation from customers.generations g where g.shop_id = shop), 0) <> generation_then
    or customers.dictionary_print(shop) <> dictionary_then
    or (select count(*) from platform.keys k where k.shop_id = shop and k.key_id = any(key_ids) and k.revoked_at is null)
      < cardinality(key_ids)
  then
    return false;
  end if;
  with flush as (
    insert into ingest.live_rows (shop_id, columns, lines, person_ids, product_ids)
    values (shop, $5, $6, $7, $8) returning flush_id)
  insert into platform.mirror_batches (shop_id, kind, ids)
  select shop, 'live-events', array[flush.flush_id] from flush;
  return true;
end
$$;
revoke all on function customers.dictionary_print(integer) from public;
revoke all on function ingest.store_known_flush(integer, uuid[], bigint, text, text[], bytea, integer[], integer[])
  from public;
grant execute on function customers.dictionary_print(integer) to shuke_app;
grant execute on function ingest.store_known_flush(integer, uuid[], bigint, text, text[], bytea, integer[], integer[])
  to shuke_app;
