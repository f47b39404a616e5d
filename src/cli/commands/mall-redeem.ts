import { presentRedeemed, redeem } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { required, shop, wholeNumber, withDefault } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { redemptionLine } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall redeem ID`: holds an item and the points for it; its number is what confirm and cancel take. */
export const command = engineCommand({
  name: 'mall redeem',
  summary: { zh: '为客户预占商品与积分，之后确认或取消', en: 'hold an item and the points for it' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    item: required(wholeNumber({ zh: '商品编号', en: 'number of the item' }, 1)),
    count: withDefault(wholeNumber({ zh: '数量，默认 1', en: 'how many; one unless told' }, 1), 1),
    minutes: withDefault(
      wholeNumber({ zh: '预占多少分钟，默认 30', en: 'for how long; 30 unless told' }, 1),
      30,
    ),
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const { item: itemId, count, minutes } = options;
    const wanted = { shopId, itemId, count, minutes, personId: oneId(words), key: keyOf(options.key) };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await redeem(tx, { ...wanted, by: actor, now: platform.clock.now() })),
    );
    const view = presentRedeemed(done, new Map());
    result(view, () => redemptionLine(view, language));
  },
});
