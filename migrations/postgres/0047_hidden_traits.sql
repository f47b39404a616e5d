-- A trait that pages do not show: values stay and are still taken. A row named as a built-in trait is not one of the
-- shop's own: it says what the shop calls the built-in one and whether it shows it; all else of it is the program's.
alter table customers.dictionary add column hidden_at timestamptz;
