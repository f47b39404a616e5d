-- How much PostgreSQL owes ClickHouse in all shops, for operators: numbers only, nothing of a shop.
create function platform.mirror_backlog(out batches bigint, out rows bigint, out oldest timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*), coalesce(sum(cardinality(ids)), 0)::bigint, min(created_at) from platform.mirror_batches
$$;
revoke all on function platform.mirror_backlog() from public;
grant execute on function platform.mirror_backlog() to shuke_app;
