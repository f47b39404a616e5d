import type { MessageChannel } from '../../../contract/messaging.ts';
import { findShopById, type Shop } from '../../../platform/auth/index.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type ComplianceHandlers, giveConsent } from '../../compliance/index.ts';
import { customersOf } from '../../customers/index.ts';
import { readMessage } from '../outbox/message-store.ts';
import type { Unsubscription } from './token-rules.ts';

export interface Unsubscribing {
  readonly platform: Platform;
  readonly handlers: ComplianceHandlers;
  readonly of: Unsubscription;
}

/** The shop of a link; undefined where it is gone. */
export const shopOfLink = (platform: Platform, { shopId }: Unsubscription): Promise<Shop | undefined> =>
  findShopById(platform.db, shopId);

/**
 * Withdraws the consent to marketing by the channel of the message. Clicked again it changes nothing; of a person who is
 * gone there is nothing to withdraw. A message that is gone (retention) counts as an e-mail: links stand in nothing else
 * that is kept so long.
 */
export async function unsubscribe({ platform, handlers, of }: Unsubscribing): Promise<void> {
  const { shopId } = of;
  const keys = await platform.keyring.forShop(shopId);
  await withShop(platform.db, shopId, async (tx) => {
    const customerId = (await customersOf(tx, shopId, [of.personId])).get(of.personId);
    if (customerId === undefined) return;
    const consent = {
      ...{ purpose: 'marketing' as const, channel: await channelOf(tx, of), state: 'withdrawn' as const },
      ...{ source: 'message' as const, evidence: { reference: `message:${of.messageId}` } },
    };
    const now = platform.clock.now();
    orThrow(await giveConsent(tx, handlers, { keys, shopId, customerId, consent, actor: 'system', now }));
  });
  await platform.mirror.payOff(shopId);
}

async function channelOf(tx: Tx, { shopId, messageId }: Unsubscription): Promise<MessageChannel> {
  return (await readMessage(tx, shopId, messageId))?.channel ?? 'e-mail';
}
