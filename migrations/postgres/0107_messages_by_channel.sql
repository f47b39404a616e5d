-- One shop's dead server must not hold up others, nor one channel the others of its shop: what is due is asked for by
-- channel, and a channel that could not be reached is left alone for a while.

alter table messaging.channels
  -- times in a row that it could not be reached or would not have us
  add column failures integer not null default 0 check (failures >= 0),
  -- nothing is handed to it before; then one message tries
  add column aside_until timestamptz,
  add column aside_reason text,
  add check ((failures = 0) = (aside_until is null)),
  add check ((failures = 0) = (aside_reason is null));

drop index messaging.messages_due;
create index messages_due on messaging.messages (shop_id, channel, due_at, message_id) where state = 'queued';

-- Lists by state, template or channel, newest first, and counts that stop at a bound.
create index messages_by_state on messaging.messages (shop_id, state, message_id desc) include (queued_at);
create index messages_by_template on messaging.messages (shop_id, template, message_id desc);
create index messages_by_channel on messaging.messages (shop_id, channel, message_id desc);
