import { presentActed, refundPlus } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus refund SUBSCRIPTION`: ends it now and gives back what is left of it. */
export const command = engineCommand({
  name: 'plus refund',
  summary: {
    zh: '立即退订 PLUS，按剩余时间与已用权益退款',
    en: 'end PLUS now and give back what is left, by time and by benefits used',
  },
  arguments: [{ name: 'SUBSCRIPTION', summary: { zh: '订阅编号', en: 'number of the subscription' } }],
  options: { shop, key: keyOption },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), by: actor, now: platform.clock.now() };
    const refunding = { shopId, timeZone, subscriptionId: oneId(words), ask };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await refundPlus(tx, refunding)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
