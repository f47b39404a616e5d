import { presentChannels, readChannels } from '../../domains/messaging/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { channelsPage } from '../say-messages.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke messages channels`: by what customers can be reached. */
export const command = engineCommand({
  name: 'messages channels',
  summary: { zh: '消息渠道及其设置', en: 'channels of messages and how they are set up' },
  options: { shop },
  async run({ platform, options, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const keys = await platform.keyring.forShop(shopId);
    const stored = await withShop(platform.db, shopId, (tx) => readChannels(tx, keys, shopId));
    const channels = presentChannels(stored);
    result({ channels }, () => channelsPage(channels, { language, timeZone }));
  },
});
