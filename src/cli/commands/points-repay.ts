import { repayCustomer } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, required, shop, text } from '../option.ts';
import { keyOf, keyOption, oneId, pointsOption } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points repay ID`: settles what a customer is short of, paid in money or forgiven. */
export const command = engineCommand({
  name: 'points repay',
  summary: { zh: '结清客户欠的积分：线下付款或免除', en: 'settle what a customer is short of' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    ...{ shop, points: required(pointsOption), key: keyOption },
    how: required(
      choice(['paid', 'forgiven'], {
        zh: 'paid 线下付款，forgiven 店铺免除',
        en: 'in money, or the shop bears it',
      }),
    ),
    reason: required(text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' })),
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { points, how, reason } = options;
    const repaying = { ...{ shopId, points, how, reason, by: actor }, personId: oneId(words) };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await repayCustomer(tx, { ...repaying, key: keyOf(options.key), now: platform.clock.now() })),
    );
    result(done, () => actLine(done, language));
  },
});
