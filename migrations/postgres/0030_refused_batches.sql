-- What ClickHouse refused is no backlog that will be paid: it is counted apart, and does not age the rest.
drop function platform.mirror_backlog();
create function platform.mirror_backlog(
  out batches bigint, out rows bigint, out oldest timestamptz, out refused bigint)
  language sql stable security definer set search_path = pg_catalog as $$
  select count(*) filter (where refused_at is null),
    coalesce(sum(cardinality(ids)) filter (where refused_at is null), 0)::bigint,
    min(created_at) filter (where refused_at is null),
    count(*) filter (where refused_at is not null)
  from platform.mirror_batches
$$;
revoke all on function platform.mirror_backlog() from public;
grant execute on function platform.mirror_backlog() to shuke_app;
