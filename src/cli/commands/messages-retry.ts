import { customersOf } from '../../domains/customers/index.ts';
import { changeMessage, presentMessage } from '../../domains/messaging/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { shop } from '../option.ts';
import { messagesPage } from '../say-messages.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke messages retry ID...`: queues again what did not arrive; all of them or, where one cannot be, none. */
export const command = engineCommand({
  name: 'messages retry',
  summary: { zh: '重发未成功的消息', en: 'send messages again that were refused or given up' },
  arguments: [{ name: 'ID', many: true, summary: { zh: '消息编号', en: 'numbers of messages' } }],
  options: { shop },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, timeZone } = await shopOf(platform, options.shop);
    const now = platform.clock.now();
    const messages = await withShopAgain(platform.db, shopId, async (tx) => {
      const changed = [];
      for (const messageId of idList(words)) {
        const change = { shopId, messageId, act: 'retry' as const, by: actor, now };
        changed.push(orThrow(await changeMessage(tx, change)));
      }
      const persons = changed.map(({ personId }) => personId);
      const customers = await customersOf(tx, shopId, persons);
      return changed.map((it) => presentMessage(it, customers));
    });
    result({ messages }, () => messagesPage({ messages }, { language, timeZone }));
  },
});
