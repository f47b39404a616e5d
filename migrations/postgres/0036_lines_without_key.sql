-- Every writer of lines has made their order in the same transaction or holds it locked, and whoever deletes an order
-- deletes its lines under that lock: the key could never refuse anything (docs/decisions/0010). Its check ran once a line
-- and was a third of PostgreSQL's work in an import of orders.
alter table orders.order_lines drop constraint order_lines_shop_id_order_id_fkey;
