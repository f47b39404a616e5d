-- Lists of customers that somebody uploaded: the name is here, who stands on one is numbers in ClickHouse (list_persons).

create table segments.lists (
  shop_id integer not null references platform.shops,
  list_id integer generated always as identity,
  name text not null check (length(name) between 1 and 60),
  -- rows of the file, and how many of them named somebody
  lines integer not null,
  found integer not null,
  persons integer not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, list_id)
);
select platform.protect('segments.lists');
grant usage, select on sequence segments.lists_list_id_seq to shuke_app;
create unique index lists_by_name on segments.lists (shop_id, name);
