import { giveBackUse, presentActed } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus give-back USE`: its order was cancelled. */
export const command = engineCommand({
  name: 'plus give-back',
  summary: { zh: '退回一次权益使用 (订单已取消)', en: 'give a use back whose order was cancelled' },
  arguments: [{ name: 'USE', summary: { zh: '使用记录编号', en: 'number of the use' } }],
  options: { shop, key: keyOption },
  async run({ platform, options, arguments: words, actor: by, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), by, now: platform.clock.now() };
    const givingBack = { shopId, actId: oneId(words), ask };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await giveBackUse(tx, givingBack)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
