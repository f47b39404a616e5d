import type { MessageChannel } from '../../../contract/messaging.ts';
import type { Shop } from '../../../platform/auth/index.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAct } from '../../compliance/index.ts';
import type { Outcome } from './carrier.ts';
import { carrierOf } from './carriers.ts';
import { readChannels, settingOf } from './channel-store.ts';

export interface TestingChannel {
  readonly shop: Pick<Shop, 'shopId' | 'name'>;
  readonly channel: MessageChannel;
  /** Mailbox of whoever tries; for e-mail over SMTP. */
  readonly to: string | undefined;
  readonly by: string;
}

/**
 * Hands a test message over and says what came of it. To staff, by the settings that stand; the outbox, the gate and customers
 * have nothing to do with it. Problems: channel-not-set-up, address-missing.
 */
export async function testChannel(platform: Platform, it: TestingChannel): Promise<Result<Outcome>> {
  const { shop, channel, to, by } = it;
  const { shopId } = shop;
  const keys = await platform.keyring.forShop(shopId);
  const setting = await withShop(platform.db, shopId, async (tx) => {
    await recordAct(tx, { shopId, actor: by, act: 'messages.test', subject: `channel:${channel}` });
    return settingOf(await readChannels(tx, keys, shopId), channel);
  });
  if (setting === undefined) return fail(notSetUp);
  if (setting.carrier === 'smtp' && to === undefined) return fail(addressMissing);
  const now = platform.clock.now();
  const site = new URL(platform.config.publicUrl).hostname;
  const outgoing = {
    ...{ id: `${shopId}.test.${now.getTime()}.shuke@${site}`, channel, purpose: 'service', template: 'test' },
    ...{ customerId: 0, addresses: to === undefined ? [] : [{ channel: 'any', value: to }] },
    written: { language: 'zh' as const, html: null, ...words(shop.name) },
  };
  return ok(
    await carrierOf[setting.carrier](outgoing, {
      setting,
      allowPrivate: platform.config.outbound === 'any',
      now,
    }),
  );
}

const words = (shop: string) => ({
  subject: `测试消息 / test message: ${shop}`,
  text: '收到这条消息，说明渠道设置正确。\nThis message came through: the channel is set up.',
});

const notSetUp = problem('channel-not-set-up', 409, {
  zh: '该渠道尚未设置',
  en: 'This channel is not set up',
});

const addressMissing = problem('address-missing', 422, {
  zh: '请填写收测试邮件的地址',
  en: 'Say to which address the test goes',
});
