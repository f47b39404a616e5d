-- Two keys that could never refuse anything, checked row by row for every newcomer at the tracking door: an identity is
-- written with its person and deleted with it, each time in one transaction (customers/identity/find-or-make-persons.ts,
-- customers/undo-import.ts, customers/personal-data.ts), and a shop that has keys to write with is never deleted (the
-- application's role may not).
alter table customers.identities drop constraint identities_shop_id_person_id_fkey;
alter table customers.persons drop constraint persons_shop_id_fkey;
