-- Compliance: who looked at or changed what concerns a person. Append-only for the application.

create schema compliance;
grant usage on schema compliance to shuke_app;

create table compliance.audit_log (
  shop_id integer not null references platform.shops,
  entry_id bigint generated always as identity,
  at timestamptz not null default now(),
  -- 'user:<id>', 'key:<id>', 'cli', 'system'
  actor text not null,
  -- '<domain>.<act>', such as customers.unmask
  act text not null,
  -- what was acted on, by its permanent id: 'person:12', 'order:7'; never a personal value
  subject text not null,
  reason text,
  details jsonb not null default '{}',
  primary key (shop_id, entry_id)
);
create index audit_log_by_subject on compliance.audit_log (shop_id, subject, at desc);
select platform.protect('compliance.audit_log');
revoke update, delete on compliance.audit_log from shuke_app;
grant usage, select on sequence compliance.audit_log_entry_id_seq to shuke_app;
