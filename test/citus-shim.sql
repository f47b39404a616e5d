-- What the tests have in place of Citus, which no registry within reach carries: functions of its names and signatures
-- (Citus 12: create_distributed_table(regclass, text, citus.distribution_type, text, integer), create_reference_table
-- (regclass)) that hold their arguments to the catalog as Citus does, and note the tables in a pg_dist_partition of its
-- shape. Nothing is moved.

set allow_system_table_mods = on;
create schema citus;
create type citus.distribution_type as enum ('hash', 'range', 'append');
grant usage on schema citus to public;
create table pg_catalog.pg_dist_partition (
  logicalrelid regclass primary key, partmethod "char" not null, partkey text, colocationid integer not null
);
grant select, insert on pg_catalog.pg_dist_partition to public;
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  values (900001, 'citus', 10, 'pg_catalog'::regnamespace, false, '12.1-test');

create function pg_catalog.shim_refuse(told boolean, said text, variadic about text[]) returns void
  language plpgsql as $$ begin if told then raise '%', format(said, variadic about); end if; end $$;

-- Citus: "cannot create foreign key constraint since relations are not colocated or not referencing a reference table",
-- and tables that local tables point at, or that carry triggers, cannot be distributed.
create function pg_catalog.shim_checks(it regclass) returns void language plpgsql as $$
begin
  perform shim_refuse(exists (select from pg_dist_partition where logicalrelid = it), 'table %s is already distributed', it::text);
  perform shim_refuse(exists (select from pg_constraint where conrelid = it and contype = 'f'), 'table %s has foreign keys', it::text);
  perform shim_refuse(exists (select from pg_constraint where confrelid = it and contype = 'f'), 'foreign keys point at %s', it::text);
  perform shim_refuse(exists (select from pg_trigger where tgrelid = it and not tgisinternal), 'table %s has triggers', it::text);
  -- Rows are read as the owner: under FORCE it would see none, and they would be lost.
  perform shim_refuse((select relforcerowsecurity from pg_class where oid = it), 'row security is forced on %s', it::text);
end $$;

create function pg_catalog.create_reference_table(table_name regclass) returns void language plpgsql as $$
begin
  perform shim_checks(table_name);
  insert into pg_dist_partition values (table_name, 'n', null, 1);
end $$;

create function pg_catalog.create_distributed_table(
  table_name regclass, distribution_column text, distribution_type citus.distribution_type default 'hash',
  colocate_with text default 'default', shard_count integer default null
) returns void language plpgsql as $$
declare
  number smallint := (select attnum from pg_attribute where attrelid = table_name and attname = distribution_column);
  beside integer;
begin
  perform shim_checks(table_name);
  perform shim_refuse(number is null, 'column %s of %s does not exist', distribution_column, table_name::text);
  perform shim_refuse(exists (select from pg_index where indrelid = table_name and indisunique and not number = any(indkey)),
    'a unique index of %s lacks the distribution column', table_name::text);
  if colocate_with = 'none' then
    beside := (select coalesce(max(colocationid), 1) + 1 from pg_dist_partition);
  else
    beside := (select colocationid from pg_dist_partition where logicalrelid = colocate_with::regclass and partmethod = 'h');
    perform shim_refuse(beside is null, 'relation %s is not distributed', colocate_with);
  end if;
  insert into pg_dist_partition values (table_name, 'h', distribution_column, beside);
end $$;

-- With the extension loaded any role may set it; without it PostgreSQL does not know the parameter.
grant set on parameter citus.propagate_set_commands to shuke_migrator;
