import { presentActed, renewPlus } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { flag, shop } from '../option.ts';
import { paymentOf, paymentOptions } from '../plus-options.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus renew SUBSCRIPTION`: its next period. */
export const command = engineCommand({
  name: 'plus renew',
  summary: { zh: '续费一个 PLUS 订阅', en: 'renew a subscription of PLUS' },
  arguments: [{ name: 'SUBSCRIPTION', summary: { zh: '订阅编号', en: 'number of the subscription' } }],
  options: {
    shop,
    ...paymentOptions,
    automatic: flag({
      zh: '自动扣费，须已提前五日提醒',
      en: 'charged by an agreement; the customer must have been told five days before',
    }),
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const renewing = {
      ...{ shopId, timeZone, subscriptionId: oneId(words), automatic: options.automatic },
      payment: paymentOf(options),
      ask: { key: keyOf(options.key), by: actor, now: platform.clock.now() },
    };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await renewPlus(tx, renewing)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
