-- Messages: what is sent to customers. Templates by version, how a shop reaches each channel, and one outbox: a message is
-- a promise, queued once under a key, taken by one worker, sent or given up, with every step on record.

create schema messaging;
grant usage on schema messaging to shuke_app;

-- How a shop reaches a channel. Without a row: in-page is on, every other channel off.
create table messaging.channels (
  shop_id integer not null references platform.shops,
  channel text not null,
  carrier text not null check (carrier in ('smtp', 'webhook', 'in-page')),
  is_on boolean not null,
  -- server, port, sender or address of a webhook; nothing secret
  settings jsonb not null,
  -- password of the server or signing key of the webhook
  secret_sealed bytea,
  -- makes rows findable by number, for the rotation of keys
  channel_id integer generated always as identity,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (shop_id, channel)
);
create index channels_by_id on messaging.channels (shop_id, channel_id);
select platform.protect('messaging.channels');
grant usage, select on sequence messaging.channels_channel_id_seq to shuke_app;

-- Never edited: a change is a new version, and a message keeps the one it was queued with. Version 0 of the templates that
-- Shuke brings stands in the code (src/domains/messaging/templates/default-templates.ts).
create table messaging.templates (
  shop_id integer not null references platform.shops,
  template text not null check (template ~ '^[a-z][a-z0-9-]{0,62}$'),
  version integer not null check (version > 0),
  purpose text not null check (purpose in ('marketing', 'service')),
  channels text[] not null,
  -- [{name, type}]
  variables jsonb not null,
  -- {zh: {subject, text, html?}, en: ...}
  content jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (shop_id, template, version)
);
select platform.protect('messaging.templates');
revoke update, delete on messaging.templates from shuke_app;

create table messaging.messages (
  shop_id integer not null references platform.shops,
  message_id bigint generated always as identity,
  -- queued once: key of whoever asked, with the channel behind it
  key text not null,
  person_id integer not null check (person_id > 0),
  channel text not null,
  purpose text not null check (purpose in ('marketing', 'service')),
  template text not null,
  version integer not null check (version >= 0),
  -- values of the template's variables, none of them personal; names and addresses are read when it is sent
  "values" jsonb not null,
  state text not null default 'queued'
    check (state = any ('{queued,sending,sent,refused,failed,cancelled}'::text[])),
  -- why it is where it is, a word; null: nothing to be said
  reason text,
  -- times it was handed over
  attempts integer not null default 0,
  -- not before
  due_at timestamptz not null,
  -- of no use later
  valid_until timestamptz,
  -- while sending: whoever took it is taken for dead after this
  claimed_until timestamptz,
  -- in which it was written; set when it is sent
  language text check (language in ('zh', 'en')),
  queued_by text not null,
  queued_at timestamptz not null,
  ended_at timestamptz,
  -- when the customer opened it in the page
  read_at timestamptz,
  -- whether its end was told to ingest
  is_told boolean not null default false,
  primary key (shop_id, message_id),
  unique (shop_id, key),
  check ((state = 'sending') = (claimed_until is not null)),
  check ((ended_at is null) = (state in ('queued', 'sending')))
) with (fillfactor = 80);
create index messages_due on messaging.messages (shop_id, due_at, message_id) where state = 'queued';
create index messages_taken on messaging.messages (shop_id, claimed_until) where state = 'sending';
create index messages_untold on messaging.messages (shop_id, message_id) where ended_at is not null and not is_told;
create index messages_by_person on messaging.messages (shop_id, person_id, message_id desc);
select platform.protect('messaging.messages');
grant usage, select on sequence messaging.messages_message_id_seq to shuke_app;

-- Every state a message was in.
create table messaging.steps (
  shop_id integer not null,
  message_id bigint not null,
  step integer not null check (step > 0),
  state text not null,
  reason text,
  -- what the server answered: SMTP or HTTP status
  code integer,
  by text not null,
  at timestamptz not null,
  primary key (shop_id, message_id, step),
  foreign key (shop_id, message_id) references messaging.messages on delete cascade
);
select platform.protect('messaging.steps');
revoke update on messaging.steps from shuke_app;
