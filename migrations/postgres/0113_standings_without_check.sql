-- Row-level security holds every standing to the shop of its transaction, and shops are never deleted: asking for the
-- shop again was a fifth of what the first ladder of a shop writes (as for persons, 0037).
alter table loyalty.tier_standings drop constraint tier_standings_shop_id_fkey;
