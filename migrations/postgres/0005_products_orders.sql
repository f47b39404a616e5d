-- Products and orders: what was for sale, what was bought, paid and given back. Money in minor units.

create schema products;
grant usage on schema products to shuke_app;

create table products.products (
  shop_id integer not null references platform.shops,
  product_id integer not null check (product_id > 0),
  title text,
  brand text,
  -- from the root down, at most four
  category text[] not null default '{}',
  currency text,
  price_minor bigint,
  cost_minor bigint,
  stock integer,
  status text check (status in ('on-sale', 'off-sale')),
  -- the smallest product_id of those mapped to be one thing; lines and events keep the number they came with
  canonical_id integer not null,
  import_id bigint,
  row_version bigint not null default nextval('platform.row_version')
);
create index products_by_canonical on products.products (shop_id, canonical_id);
create index products_by_import on products.products (shop_id, import_id) where import_id is not null;
-- Last, like that of orders.orders below.
alter table products.products add primary key (shop_id, product_id);
select platform.protect('products.products');

-- What each channel calls it; several names, one product.
create table products.channel_products (
  shop_id integer not null,
  channel text not null,
  product_no text not null,
  product_id integer not null,
  import_id bigint,
  primary key (shop_id, channel, product_no),
  foreign key (shop_id, product_id) references products.products (shop_id, product_id)
);
create index channel_products_by_product on products.channel_products (shop_id, product_id);
create index channel_products_by_import on products.channel_products (shop_id, import_id) where import_id is not null;
select platform.protect('products.channel_products');

-- What sources said about a product; its row is the fold of them. Learnt ones fill gaps, the first heard wins;
-- stated ones (an import of products) win by time, field by field only where they say something. said.sameAs is the
-- product_id of another channel's name for it. Undoing an import takes its statements away and folds again.
create table products.statements (
  shop_id integer not null,
  product_id integer not null,
  digest bytea not null,
  heard_no bigint generated always as identity,
  learnt boolean not null,
  at timestamptz not null,
  said jsonb not null,
  import_id bigint,
  primary key (shop_id, product_id, digest),
  foreign key (shop_id, product_id) references products.products (shop_id, product_id)
);
create index product_statements_by_import on products.statements (shop_id, import_id) where import_id is not null;
create index product_statements_same_as on products.statements (shop_id) where said ? 'sameAs';
select platform.protect('products.statements');
grant usage, select on sequence products.statements_heard_no_seq to shuke_app;

create schema orders;
grant usage on schema orders to shuke_app;

create table orders.orders (
  shop_id integer not null references platform.shops,
  order_id bigint generated always as identity,
  channel text not null,
  order_no text not null,
  -- 0 = guest
  person_id integer not null default 0,
  state text not null check (state in ('created', 'paid', 'shipped', 'delivered', 'completed', 'cancelled')),
  source_time timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  currency text not null,
  -- signed sum of lines where lines_total, else as the source says
  goods_minor bigint not null,
  shipping_minor bigint not null default 0,
  discount_minor bigint not null default 0,
  -- what the buyer paid; 0 for an order whose lines sum to nothing or less (a stock adjustment)
  paid_minor bigint not null check (paid_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  quantity bigint not null default 0,
  -- true: no source stated the goods' total: it is the sum of the lines, and grows with them
  lines_total boolean not null default false,
  -- false: paid = goods + shipping - discount, at least 0
  paid_stated boolean not null default true,
  -- counts as a paid order in measures: was paid, for more than nothing
  is_paid boolean not null,
  province text,
  city text,
  district text,
  -- name, phone, address of the receiver: sealed JSON (row id = order_id); never an identity of the buyer
  receiver_sealed bytea,
  tie_kind text,
  tie_no text,
  tie_role text,
  touch jsonb,
  marks text[] not null default '{}',
  import_id bigint,
  row_version bigint not null default nextval('platform.row_version'),
  -- the number first: an order is also looked up without its channel
  unique (shop_id, order_no, channel),
  -- the promise: never give back more than was paid
  constraint refund_within_paid check (refunded_minor <= paid_minor)
);
create index orders_by_person on orders.orders (shop_id, person_id, created_at desc) where person_id > 0;
create index orders_by_time on orders.orders (shop_id, created_at desc, order_id desc);
create index orders_by_import on orders.orders (shop_id, import_id) where import_id is not null;
-- The index made last wins where the planner sees no difference, as on a table that was just empty: the checks of
-- foreign keys would otherwise read every row of the shop until the first ANALYZE (measured: 1 ms a line, not 10 us).
alter table orders.orders add primary key (shop_id, order_id);
select platform.protect('orders.orders');
grant usage, select on sequence orders.orders_order_id_seq to shuke_app;

-- What sources said about an order, headers only; its row is their fold by (source time, state rank). The same said
-- twice is kept once (digest). Undoing an import takes its statements away and folds again.
create table orders.statements (
  shop_id integer not null,
  order_id bigint not null,
  digest bytea not null,
  heard_no bigint generated always as identity,
  -- src/domains/orders/statement.ts; no personal field
  said jsonb not null,
  -- sealed for orders.orders, receiver_sealed, order_id: it moves there as it is
  receiver_sealed bytea,
  import_id bigint,
  primary key (shop_id, order_id, digest),
  foreign key (shop_id, order_id) references orders.orders (shop_id, order_id)
);
create index order_statements_by_import on orders.statements (shop_id, import_id) where import_id is not null;
select platform.protect('orders.statements');
grant usage, select on sequence orders.statements_heard_no_seq to shuke_app;

create table orders.order_lines (
  shop_id integer not null,
  order_id bigint not null,
  -- the source's line id, or content hash '#' nth occurrence
  line_key text not null,
  product_id integer not null default 0,
  title text,
  sku text,
  quantity integer not null,
  unit_price numeric(18, 4) not null,
  amount_minor bigint not null,
  discount_minor bigint not null default 0,
  cost_minor bigint,
  -- quantity already taken by linked refunds
  refunded_quantity integer not null default 0,
  -- when the source said so; of two that say a line differently the later wins
  source_time timestamptz not null,
  import_id bigint,
  primary key (shop_id, order_id, line_key),
  constraint refunded_within_bought check (refunded_quantity >= 0 and refunded_quantity <= greatest(quantity, 0)),
  foreign key (shop_id, order_id) references orders.orders (shop_id, order_id)
);
create index order_lines_by_import on orders.order_lines (shop_id, import_id) where import_id is not null;
select platform.protect('orders.order_lines');

-- Every wording of a line that was said in more than one way, the one that stands in order_lines included.
create table orders.line_statements (
  shop_id integer not null,
  order_id bigint not null,
  line_key text not null,
  digest bytea not null,
  heard_no bigint generated always as identity,
  -- the columns of order_lines that a source says
  said jsonb not null,
  source_time timestamptz not null,
  import_id bigint,
  primary key (shop_id, order_id, line_key, digest),
  foreign key (shop_id, order_id, line_key) references orders.order_lines (shop_id, order_id, line_key)
);
create index line_statements_by_import on orders.line_statements (shop_id, import_id) where import_id is not null;
select platform.protect('orders.line_statements');
grant usage, select on sequence orders.line_statements_heard_no_seq to shuke_app;

create table orders.payments (
  shop_id integer not null,
  order_id bigint not null,
  payment_no text not null,
  method text,
  paid_at timestamptz not null,
  amount_minor bigint not null,
  import_id bigint,
  primary key (shop_id, order_id, payment_no),
  foreign key (shop_id, order_id) references orders.orders (shop_id, order_id)
);
create index payments_by_import on orders.payments (shop_id, import_id) where import_id is not null;
select platform.protect('orders.payments');

-- A refund document. order_id is set when the source names it; parts matched line by line are in refund_lines.
create table orders.refunds (
  shop_id integer not null references platform.shops,
  refund_id bigint generated always as identity,
  channel text not null,
  refund_no text not null,
  -- as the source names it; order_id stays null until that order is known and has paid enough
  order_no text,
  order_id bigint,
  person_id integer not null default 0,
  refunded_at timestamptz not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  type text,
  state text not null check (state in ('processing', 'done', 'rejected')),
  reason text,
  import_id bigint,
  row_version bigint not null default nextval('platform.row_version'),
  unique (shop_id, refund_no, channel),
  foreign key (shop_id, order_id) references orders.orders (shop_id, order_id)
);
create index refunds_by_time on orders.refunds (shop_id, refunded_at desc, refund_id desc);
create index refunds_by_person on orders.refunds (shop_id, person_id) where person_id > 0;
create index refunds_by_order on orders.refunds (shop_id, order_id) where order_id is not null;
create index refunds_by_import on orders.refunds (shop_id, import_id) where import_id is not null;
create index refunds_waiting on orders.refunds (shop_id, order_no) where order_no is not null and order_id is null;
alter table orders.refunds add primary key (shop_id, refund_id);
select platform.protect('orders.refunds');
grant usage, select on sequence orders.refunds_refund_id_seq to shuke_app;

-- What sources said about a refund, as orders.statements, with the lines that came with it: orders.refund_lines is
-- their union, the first heard of a key stands. header: digest of `said` alone.
create table orders.refund_statements (
  shop_id integer not null,
  refund_id bigint not null,
  digest bytea not null,
  header bytea not null,
  heard_no bigint generated always as identity,
  said jsonb not null,
  lines jsonb not null,
  import_id bigint,
  primary key (shop_id, refund_id, digest),
  foreign key (shop_id, refund_id) references orders.refunds (shop_id, refund_id)
);
create index refund_statements_by_import on orders.refund_statements (shop_id, import_id) where import_id is not null;
select platform.protect('orders.refund_statements');
grant usage, select on sequence orders.refund_statements_heard_no_seq to shuke_app;

create table orders.refund_lines (
  shop_id integer not null,
  refund_id bigint not null,
  line_key text not null,
  product_id integer not null default 0,
  title text,
  quantity integer not null check (quantity >= 0),
  amount_minor bigint not null check (amount_minor >= 0),
  import_id bigint,
  primary key (shop_id, refund_id, line_key),
  foreign key (shop_id, refund_id) references orders.refunds (shop_id, refund_id)
);
select platform.protect('orders.refund_lines');

-- Which earlier order line a refund line takes back, and how much of it. What has no row here is an unlinked refund.
create table orders.refund_links (
  shop_id integer not null,
  refund_id bigint not null,
  refund_line_key text not null,
  order_id bigint not null,
  order_line_key text not null,
  quantity integer not null check (quantity > 0),
  amount_minor bigint not null check (amount_minor >= 0),
  import_id bigint,
  primary key (shop_id, refund_id, refund_line_key, order_id, order_line_key),
  foreign key (shop_id, refund_id, refund_line_key) references orders.refund_lines (shop_id, refund_id, line_key),
  foreign key (shop_id, order_id, order_line_key) references orders.order_lines (shop_id, order_id, line_key)
);
create index refund_links_by_order on orders.refund_links (shop_id, order_id, order_line_key);
select platform.protect('orders.refund_links');

-- Bookings that are no orders (bad debt): stored as they came, in no measure.
create table orders.adjustments (
  shop_id integer not null references platform.shops,
  channel text not null,
  adjustment_no text not null,
  line_key text not null,
  at timestamptz not null,
  currency text not null,
  amount_minor bigint not null,
  reason text,
  import_id bigint,
  primary key (shop_id, channel, adjustment_no, line_key)
);
create index adjustments_by_import on orders.adjustments (shop_id, import_id) where import_id is not null;
select platform.protect('orders.adjustments');

create table orders.acquisition_spend (
  shop_id integer not null references platform.shops,
  channel text not null,
  campaign text not null,
  day date not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  impressions bigint not null default 0 check (impressions >= 0),
  clicks bigint not null default 0 check (clicks >= 0),
  import_id bigint,
  row_version bigint not null default nextval('platform.row_version'),
  spend_id bigint generated always as identity,
  unique (shop_id, channel, campaign, day),
  primary key (shop_id, spend_id)
);
create index acquisition_spend_by_day on orders.acquisition_spend (shop_id, day, spend_id);
select platform.protect('orders.acquisition_spend');
grant usage, select on sequence orders.acquisition_spend_spend_id_seq to shuke_app;

-- What was said about a day's spend of a campaign; the last heard stands.
create table orders.spend_statements (
  shop_id integer not null,
  spend_id bigint not null,
  digest bytea not null,
  heard_no bigint generated always as identity,
  said jsonb not null,
  import_id bigint,
  primary key (shop_id, spend_id, digest),
  foreign key (shop_id, spend_id) references orders.acquisition_spend (shop_id, spend_id)
);
create index spend_statements_by_import on orders.spend_statements (shop_id, import_id) where import_id is not null;
select platform.protect('orders.spend_statements');
grant usage, select on sequence orders.spend_statements_heard_no_seq to shuke_app;
