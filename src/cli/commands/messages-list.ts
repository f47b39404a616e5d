import { messageChannels, messageStates } from '../../contract/messaging.ts';
import { listMessages } from '../../domains/messaging/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, shop, text, wholeNumber, withDefault } from '../option.ts';
import { messagesPage } from '../say-messages.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke messages list`: the outbox, newest first. */
export const command = engineCommand({
  name: 'messages list',
  summary: { zh: '列出消息：状态与原因', en: 'messages with their states and reasons, newest first' },
  options: {
    shop,
    state: choice(messageStates, { zh: '只列这种状态', en: 'only of this state' }),
    channel: choice(messageChannels, { zh: '只列这个渠道', en: 'only of this channel' }),
    template: text('NAME', { zh: '只列这个模板', en: 'only of this template' }),
    customer: wholeNumber({ zh: '只列这位客户的', en: 'only of this customer' }, 1),
    limit: withDefault(
      wholeNumber({ zh: '最多多少条，默认 50', en: 'how many at most; 50 unless told' }, 1),
      50,
    ),
  },
  async run({ platform, options: { shop: slug, ...filter }, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, slug);
    const now = platform.clock.now();
    const found = await withShop(platform.db, shopId, async (tx) =>
      orThrow(await listMessages(tx, { ...filter, limit: Math.min(filter.limit, 200), shopId, now })),
    );
    result(found, () => messagesPage(found, { language, timeZone }));
  },
});
