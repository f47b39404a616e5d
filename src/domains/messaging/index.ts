// Messaging: everything that is sent to customers. Templates by version, channels with one carrier a file, one gate (it asks
// compliance) and one outbox: a message is a promise, queued once under a key, sent by one worker, every step on record.
// Owns the PostgreSQL schema `messaging`.

export { readChannels } from './channels/channel-store.ts';
export { testChannel } from './channels/test-channel.ts';
export { changeMessage } from './outbox/change-message.ts';
export { keepOutbox, sendDue } from './outbox/keep-outbox.ts';
export { listMessages } from './outbox/list-messages.ts';
export { type Notice, type Queued, type Queuing, queueNotices } from './outbox/queue-messages.ts';
export { markRead, readInbox } from './outbox/read-inbox.ts';
export { wasSent } from './outbox/was-sent.ts';
export { withdrawNotices } from './outbox/withdraw-notices.ts';
export { messagingData } from './personal-data.ts';
export { presentChannels, presentMessage, presentOutcome } from './present.ts';
export { messageRetention } from './retain-messages.ts';
export { messagingRoutes } from './routes.ts';
export { messagingSealedColumns } from './sealed-columns.ts';
