import { messageChannels } from '../../contract/messaging.ts';
import { presentOutcome, testChannel } from '../../domains/messaging/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, shop, text, withDefault } from '../option.ts';
import { outcomeLine } from '../say-messages.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke messages send-test`: hands a test message over and says what came of it. */
export const command = engineCommand({
  name: 'messages send-test',
  summary: { zh: '发一条测试消息', en: 'send a test message by the settings of a channel' },
  options: {
    shop,
    channel: withDefault(
      choice(messageChannels, { zh: '渠道，默认 e-mail', en: 'by which channel; e-mail unless told' }),
      'e-mail' as const,
    ),
    to: text('ADDRESS', { zh: '收件邮箱', en: 'mailbox it goes to, for e-mail' }),
  },
  async run({ platform, options: { channel, to, shop: slug }, actor, language, result }) {
    const found = await shopOf(platform, slug);
    const outcome = presentOutcome(
      orThrow(await testChannel(platform, { shop: found, channel, to, by: actor })),
    );
    result(outcome, () => outcomeLine(outcome, language));
  },
});
