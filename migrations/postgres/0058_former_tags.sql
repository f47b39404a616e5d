-- A tag taken away, or run out before it was given again, stays in the person's history: the timeline tells of both ends.
create table customers.former_tags (
  shop_id integer not null,
  former_id bigint generated always as identity,
  person_id integer not null,
  tag text not null check (length(tag) between 1 and 64),
  source text not null,
  added_by text not null,
  added_at timestamptz not null,
  ended_at timestamptz not null,
  -- who took it away; null where it ran out
  ended_by text,
  -- the import by which the tag stood, if nobody else said it, and the one that gave it again: undone, the row goes too
  import_id bigint,
  ending_import_id bigint,
  -- the bulk change that ended it: undone, the tag stands as if it had never been away
  run_id bigint,
  primary key (shop_id, former_id),
  foreign key (shop_id, person_id) references customers.persons (shop_id, person_id)
);
create index former_tags_by_person on customers.former_tags (shop_id, person_id, ended_at desc);
create index former_tags_by_import on customers.former_tags (shop_id, import_id) where import_id is not null;
create index former_tags_by_ending_import on customers.former_tags (shop_id, ending_import_id)
  where ending_import_id is not null;
create index former_tags_by_run on customers.former_tags (shop_id, run_id, person_id) where run_id is not null;
select platform.protect('customers.former_tags');
