import {
  type ChannelView,
  carriersOf,
  type MessageChannel,
  type MessageView,
  messageChannels,
  type OutcomeView,
  type SmtpSettings,
  type TemplateView,
  type WebhookSettings,
} from '../../contract/messaging.ts';
import type { Outcome } from './channels/carrier.ts';
import { type StoredChannel, settingOf } from './channels/channel-store.ts';
import type { Message } from './outbox/message.ts';
import { findDefault } from './templates/default-templates.ts';
import type { MadeTemplate } from './templates/template-store.ts';

/** What leaves the building: never an address, never a secret. */

export const presentTemplate = ({ madeBy, madeAt, ...it }: MadeTemplate): TemplateView => ({
  ...{ template: it.template, version: it.version, purpose: it.purpose, channels: [...it.channels] },
  ...{ variables: [...it.variables], content: it.content },
  built_in: findDefault(it.template) !== undefined,
  ...{ made_by: madeBy ?? 'system', made_at: madeAt?.toISOString() ?? null },
});

export function presentMessage(it: Message, customers: ReadonlyMap<number, number>): MessageView {
  const { messageId, personId, channel, purpose, template, version, state, reason, attempts } = it;
  return {
    ...{ message_id: messageId, customer_id: customers.get(personId) ?? personId },
    ...{ channel, purpose, template, version, state, reason, attempts, queued_by: it.queuedBy },
    ...{ due_at: it.dueAt.toISOString(), queued_at: it.queuedAt.toISOString() },
    valid_until: it.validUntil?.toISOString() ?? null,
    ended_at: it.endedAt?.toISOString() ?? null,
    read_at: it.readAt?.toISOString() ?? null,
  };
}

/** Every channel there is, set up or not. */
export const presentChannels = (stored: ReadonlyMap<MessageChannel, StoredChannel>): ChannelView[] =>
  messageChannels.map((channel) => {
    const it = settingOf(stored, channel);
    return {
      ...{ channel, on: it?.isOn ?? false, carrier: it?.carrier ?? null, carriers: [...carriersOf(channel)] },
      smtp: it?.carrier === 'smtp' ? (it.settings as SmtpSettings) : null,
      webhook: it?.carrier === 'webhook' ? (it.settings as WebhookSettings) : null,
      ...{ has_secret: it?.secret !== undefined },
      aside: asideOf(stored.get(channel)),
      changed_at: stored.get(channel)?.changedAt.toISOString() ?? null,
    };
  });

const asideOf = (it: StoredChannel | undefined): ChannelView['aside'] =>
  it?.aside === undefined ? null : { ...it.aside, until: it.aside.until.toISOString() };

export const presentOutcome = ({ came, reason, code }: Outcome): OutcomeView => ({
  ...{ sent: came === 'sent', reason, code: code ?? null },
});
