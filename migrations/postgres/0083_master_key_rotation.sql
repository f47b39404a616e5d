-- A new master key while every server answers: what a rotation has said so far, for every process to read.

-- next_master_id: announced; whatever is wrapped from now on is wrapped with it. next_handed: its secret, wrapped with the
-- key that is going, for processes on other machines. former_master_id: the roles' passwords have changed over; the
-- processes and what lies under the former secrets follow. All three empty: no rotation is under way.
alter table platform.installation
  add column next_master_id text,
  add column next_handed bytea,
  add column former_master_id text;

-- The rotation is the owner's now.
revoke update on platform.installation from shuke_app;

-- Secrets that came of a master key of before (cookies, cursors), wrapped with the one there is: what was signed with
-- them is taken until a session that nobody used would have ended anyway.
create table platform.former_secrets (
  master_id text not null,
  purpose text not null,
  wrapped bytea not null,
  wrapped_by text not null,
  until timestamptz not null,
  primary key (master_id, purpose)
);
grant select on platform.former_secrets to shuke_app;
