-- What was last counted of the margin that benefits protect: everybody's year is read for it, so the page shows the last count.
create table loyalty.benefit_margins (
  shop_id integer not null references platform.shops,
  -- of the rules of tiers, and the share that is held out: another is counted anew
  version integer not null,
  held_share integer not null,
  -- shop day, the last of those counted
  day date not null,
  margin jsonb not null,
  counted_at timestamptz not null,
  primary key (shop_id)
);
select platform.protect('loyalty.benefit_margins');
