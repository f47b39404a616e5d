import { sql } from 'kysely';
import type { TestShop, World } from '../../../../test/world.ts';
import type { NewConsent } from '../../../contract/consent.ts';
import type { MessageReason, MessageState } from '../../../contract/messaging.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type ComplianceHandlers, giveConsent } from '../../compliance/index.ts';
import { markMirrored, readPersonsOf, resolvePersons } from '../../customers/index.ts';
import { setChannel } from '../channels/set-channel.ts';
import { type Notice, queueNotices } from '../outbox/queue-messages.ts';
import { readSteps, type Step } from '../outbox/read-messages.ts';
import { changeTemplate } from '../templates/change-template.ts';

/** For tests: a shop with a mail server, customers by address, and the few calls every test makes. */
export interface MailShop {
  readonly shop: TestShop;
  /** Private hosts allowed: the peer stands on this machine. */
  readonly platform: Platform;
  inShop<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A customer with this address; the number of the person. */
  customer(address: string): Promise<number>;
  /** Says something of marketing, by every channel. */
  say(personId: number, state: NewConsent['state']): Promise<void>;
  queue(template: string, ...notices: Notice[]): Promise<number[]>;
  /** State and reason of a message. */
  state(messageId: number): Promise<[MessageState, MessageReason | null]>;
  steps(messageId: number): Promise<Step[]>;
}

/** Marketing with one word of its own. */
export const promo = {
  ...{ purpose: 'marketing' as const, channels: ['e-mail' as const], version: 0 },
  variables: [{ name: 'what', type: 'text' as const }],
  content: {
    zh: {
      subject: '{{ what }}上新',
      text: '{{ name }}，{{ what }}到了。',
      html: '<p>{{ name }}: {{ what | raw }}</p>',
    },
    en: { subject: 'New: {{ what }}', text: '{{ what }} is here.' },
  },
};

const handlers: ComplianceHandlers = {
  ...{ findPersons: readPersonsOf, standingChanged: markMirrored, personalData: [] },
  consentGiven: async () => {},
};

export async function openMailShop(world: World, port: number): Promise<MailShop> {
  const shop = await world.shop();
  const { shopId } = shop;
  const platform: Platform = { ...world.platform, config: { ...world.platform.config, outbound: 'any' } };
  const keys = await platform.keyring.forShop(shopId);
  const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(platform.db, shopId, work);
  const smtp = {
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    from: 'shop@example.com',
    from_name: '茶铺',
  };
  const by = 'test';
  await inShop(async (tx) => {
    const now = world.clock.now();
    const change = { on: true, smtp };
    orThrow(await setChannel(tx, { keys, shopId, channel: 'e-mail', change, allowPrivate: true, by, now }));
    orThrow(await changeTemplate(tx, { shopId, template: 'promo', change: promo, by, now }));
  });
  return {
    ...{ shop, platform, inShop },
    customer: (address) =>
      inShop(async (tx) => {
        const identities = [{ channel: 'web', kind: 'e-mail' as const, value: address }];
        const claims = [{ identities, at: '2026-01-02T03:04:05Z' }];
        return (await resolvePersons(tx, keys, shopId, claims, { source: 'test' })).personIds[0]!;
      }),
    say: (customerId, state) =>
      inShop(async (tx) => {
        const consent = { purpose: 'marketing', channel: 'any', state, source: 'screen' } as const;
        const giving = { keys, shopId, customerId, consent, actor: by, now: world.clock.now() };
        orThrow(await giveConsent(tx, handlers, giving));
      }),
    queue: (template, ...notices) =>
      inShop(async (tx) => {
        const queued = await queueNotices(tx, { shopId, template, notices, by, now: world.clock.now() });
        return queued.map(({ messageId }) => messageId);
      }),
    state: (messageId) =>
      inShop(async (tx) => {
        const { rows } = await sql<{ state: MessageState; reason: MessageReason | null }>`
          select state, reason from messaging.messages
          where shop_id = ${shopId} and message_id = ${messageId}`.execute(tx);
        return [rows[0]!.state, rows[0]!.reason];
      }),
    steps: (messageId) => inShop((tx) => readSteps(tx, shopId, messageId)),
  };
}
