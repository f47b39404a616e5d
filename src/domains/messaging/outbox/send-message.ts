import { findShopById, type Shop } from '../../../platform/auth/index.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { withShopAgain } from '../../../platform/db/with-shop-again.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Reach, readReach } from '../../customers/index.ts';
import { noteReached } from '../channels/aside-store.ts';
import type { ChannelSetting, Outcome, Outgoing } from '../channels/carrier.ts';
import { addressKinds, carrierOf } from '../channels/carriers.ts';
import { readChannels, type StoredChannel, settingOf } from '../channels/channel-store.ts';
import type { Language } from '../templates/template.ts';
import { readVersion } from '../templates/template-store.ts';
import { tryWriting } from '../templates/write-message.ts';
import { unsubscribeUrl } from '../unsubscribe/unsubscribe-url.ts';
import { withMarks } from './mark-rules.ts';
import type { Message, Move } from './message.ts';
import { claimMessage, moveMessage, noteSending } from './message-store.ts';
import { passGate } from './pass-gate.ts';
import { retryAt } from './retry-rules.ts';

/** A message taken, passed and written: what is left to do is hand it over. */
interface Ready {
  readonly message: Message;
  readonly setting: ChannelSetting;
  readonly channel: StoredChannel | undefined;
  readonly outgoing: Outgoing;
}

type SendingPlatform = Pick<Platform, 'db' | 'keyring' | 'clock' | 'config' | 'log' | 'secrets'>;

/**
 * Sends one message that is due: takes it, asks the gate and counts the contact in one transaction; hands it over outside
 * any; tells what came of it in another. Dying between the last two leaves it `sending`, and it is sent again once its
 * claim is over (takeBackAbandoned): perhaps twice, never not at all. False where there was nothing to take.
 */
export async function sendMessage(
  platform: SendingPlatform,
  { shopId, messageId }: { readonly shopId: number; readonly messageId: number },
): Promise<boolean> {
  const { db, clock } = platform;
  const keys = await platform.keyring.forShop(shopId);
  const shop = (await findShopById(db, shopId))!;
  const taken = await withShopAgain(db, shopId, (tx) => take(tx, platform, { keys, shop, messageId }));
  if (taken === undefined || taken === 'moved') return taken === 'moved';
  const outcome = await handOver(platform, shopId, taken);
  await withShopAgain(db, shopId, (tx) => settle(tx, { ...taken, shopId, outcome, now: clock.now() }));
  return true;
}

/** A carrier that throws has a defect; whether it had handed the message over nobody knows. */
async function handOver(
  { log, clock, config }: SendingPlatform,
  shopId: number,
  { setting, outgoing, message: { messageId } }: Ready,
): Promise<Outcome> {
  const sending = { setting, allowPrivate: config.outbound === 'any', now: clock.now() };
  try {
    return await carrierOf[setting.carrier](outgoing, sending);
  } catch (err) {
    log.warn({ err, shopId, messageId }, 'the carrier of a message broke off');
    return { came: 'unknown', reason: 'broke-off' };
  }
}

interface Taking {
  readonly keys: ShopKeys;
  readonly shop: Shop;
  readonly messageId: number;
}

/** Takes the message and decides whether it goes; moved: it does not, and that is on record. */
async function take(
  tx: Tx,
  platform: SendingPlatform,
  { keys, shop, messageId }: Taking,
): Promise<Ready | 'moved' | undefined> {
  const { shopId } = shop;
  const now = platform.clock.now();
  const message = await claimMessage(tx, shopId, { messageId, now });
  if (message === undefined) return undefined;
  const move = async (it: Omit<Move, 'by' | 'at'>) => {
    const by = { by: 'system', at: now, messageId, from: ['sending'], counts: -1 as const };
    await moveMessage(tx, shopId, { ...it, ...by });
    return 'moved' as const;
  };
  const refuse = (reason: Move['reason']) => move({ state: 'refused', reason });
  if (message.validUntil !== null && message.validUntil <= now) return refuse('too-late');
  const channels = await readChannels(tx, keys, shopId);
  const setting = settingOf(channels, message.channel);
  if (setting === undefined || !setting.isOn) return refuse('channel-off');
  const kinds = addressKinds[message.channel];
  const reach = await readReach(tx, { keys, shopId, personId: message.personId, kinds, now });
  if (reach === undefined) return refuse('no-such-customer');
  if (kinds.length > 0 && reach.addresses.length === 0) return refuse('no-address');
  const outgoing = await write(tx, platform, { shop, message, reach });
  if (outgoing === undefined) return move({ state: 'failed', reason: 'template-broken' });
  const passed = await passGate(tx, { shopId, message, reach, now });
  if (passed.pass) {
    await noteSending(tx, shopId, { messageId, now });
    return { message, setting, channel: channels.get(message.channel), outgoing };
  }
  if (passed.until === undefined) return refuse(passed.reason);
  return move({ state: 'queued', reason: passed.reason, dueAt: passed.until });
}

interface Writing {
  readonly shop: Shop;
  readonly message: Message;
  readonly reach: Reach;
}

async function write(
  tx: Tx,
  platform: SendingPlatform,
  { shop, message, reach }: Writing,
): Promise<Outgoing | undefined> {
  const { messageId, channel, purpose, template: name, values } = message;
  const template = await readVersion(tx, shop.shopId, message);
  if (template === undefined) return undefined;
  const url =
    purpose === 'marketing' && channel !== 'in-page'
      ? unsubscribeUrl(platform, { shopId: shop.shopId, personId: message.personId, messageId })
      : undefined;
  const written = tryWriting({
    ...{ template, values, shop, language: languageOf(reach.language), name: reach.name ?? '' },
    unsubscribeUrl: url ?? '',
  });
  if (written === undefined) return undefined;
  const site = new URL(platform.config.publicUrl).hostname;
  return {
    ...{ id: `${shop.shopId}.${messageId}.shuke@${site}`, channel, purpose, template: name },
    ...{ customerId: reach.customerId, addresses: reach.addresses, unsubscribeUrl: url },
    written: withMarks(written, { channel, purpose, unsubscribeUrl: url }),
  };
}

/** Chinese unless the customer's language is told and another. */
const languageOf = (told: string | undefined): Language =>
  told === undefined || /^(?:zh|中|cn)/i.test(told) ? 'zh' : 'en';

interface Settling extends Ready {
  readonly shopId: number;
  readonly outcome: Outcome;
  readonly now: Date;
}

/** Writes down what came of it, unless the claim was over and somebody else has the message. */
async function settle(tx: Tx, { shopId, message, channel, outgoing, outcome, now }: Settling): Promise<void> {
  const { messageId, attempts, validUntil } = message;
  const { came, reason, code } = outcome;
  const again = came === 'later' || came === 'unknown' ? retryAt(attempts, now, validUntil) : undefined;
  const state = came === 'sent' ? 'sent' : again === undefined ? 'failed' : 'queued';
  const { language } = outgoing.written;
  await moveMessage(tx, shopId, {
    ...{ messageId, attempts, from: ['sending'], state, reason, code, language, dueAt: again },
    ...{ by: 'system', at: now },
  });
  await noteReached(tx, { shopId, channel, reason, now });
}
