-- Row-level security holds every act to the shop of its transaction, accounts name a shop that is there, and shops are never
-- deleted. Asking for the shop again at every act locked one row for all who act in it: beside the question, a list of the
-- lockers (a multixact) was written as often as two of them met (as for persons, 0037, and standings, 0113).
alter table ledgers.points_acts drop constraint points_acts_shop_id_fkey;
