-- A trait the shop no longer takes: its values stay, new ones are left out. Null: in use.
alter table customers.dictionary add column retired_at timestamptz;
