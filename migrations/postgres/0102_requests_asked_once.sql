-- What somebody asks for by themselves is open once, however often they press: the key stands while it is open.
alter table compliance.requests add column open_key text;
create unique index requests_open_once on compliance.requests (shop_id, open_key) where open_key is not null;
