import { cancelPlus, presentActed } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus cancel SUBSCRIPTION`: it runs to the end of what is paid. */
export const command = engineCommand({
  name: 'plus cancel',
  summary: { zh: '取消 PLUS 续费，已付的用到期满', en: 'renew PLUS no more; what is paid runs to its end' },
  arguments: [{ name: 'SUBSCRIPTION', summary: { zh: '订阅编号', en: 'number of the subscription' } }],
  options: { shop },
  async run({ platform, options, arguments: words, actor: by, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const cancelling = { shopId, timeZone, subscriptionId: oneId(words), by, now: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await cancelPlus(tx, cancelling)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
