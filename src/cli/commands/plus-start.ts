import { presentActed, startPlus } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { flag, required, shop, wholeNumber } from '../option.ts';
import { paymentOf, paymentOptions } from '../plus-options.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus start ID`: PLUS for a customer, with its trial, with what was paid, or in points. */
export const command = engineCommand({
  name: 'plus start',
  summary: { zh: '为客户开通 PLUS', en: 'start PLUS for a customer' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    plan: required(wholeNumber({ zh: '套餐编号', en: 'number of the plan' }, 1)),
    trial: flag({ zh: '先试用，不收费', en: 'begin with the trial; nothing is paid' }),
    'auto-renew': flag({ zh: '客户同意自动续费', en: 'the customer agreed to automatic renewal' }),
    ...paymentOptions,
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const starting = {
      ...{ shopId, timeZone, customerId: oneId(words), planId: options.plan, trial: options.trial },
      ...{ autoRenew: options['auto-renew'], payment: paymentOf(options) },
      ask: { key: keyOf(options.key), by: actor, now: platform.clock.now() },
    };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await startPlus(tx, starting)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
