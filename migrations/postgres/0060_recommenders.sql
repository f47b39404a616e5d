-- What lists of recommendations are made of: products, popularity, what is like what, vectors of products and the mix. One row a
-- run that learnt; the row counts once its run is done. It names nobody, and is a megabyte or two.
create table analytics.recommenders (
  shop_id integer not null references platform.shops,
  run_id bigint not null,
  body jsonb not null,
  primary key (shop_id, run_id),
  foreign key (shop_id, run_id) references analytics.model_runs (shop_id, run_id) on delete cascade
);
select platform.protect('analytics.recommenders');
