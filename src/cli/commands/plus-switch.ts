import { type PlusSwitchWhen, plusSwitchWhens } from '../../contract/plus.ts';
import { presentActed, switchPlus } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, required, shop, wholeNumber } from '../option.ts';
import { paymentOf, paymentOptions } from '../plus-options.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus switch SUBSCRIPTION`: another plan, at once or with the renewal. */
export const command = engineCommand({
  name: 'plus switch',
  summary: {
    zh: '更换 PLUS 套餐：立即 (剩余价值抵扣) 或续费时',
    en: 'change the plan of PLUS: now, with credit, or with the renewal',
  },
  arguments: [{ name: 'SUBSCRIPTION', summary: { zh: '订阅编号', en: 'number of the subscription' } }],
  options: {
    shop,
    plan: required(wholeNumber({ zh: '换成哪个套餐', en: 'to which plan' }, 1)),
    when: required(
      choice<PlusSwitchWhen>([...plusSwitchWhens], {
        zh: 'now 立即，renewal 续费时',
        en: 'now, or from the next period on (renewal)',
      }),
    ),
    ...paymentOptions,
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const { plan: planId, when } = options;
    const switching = {
      ...{ shopId, timeZone, subscriptionId: oneId(words), planId, when, payment: paymentOf(options) },
      ask: { key: keyOf(options.key), by: actor, now: platform.clock.now() },
    };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await switchPlus(tx, switching)),
    );
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});
