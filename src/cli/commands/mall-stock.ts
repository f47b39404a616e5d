import { changeItemStock, presentItem } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { required, shop, signedNumber } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { itemTable } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall stock ITEM`: more or fewer of an item. */
export const command = engineCommand({
  name: 'mall stock',
  summary: { zh: '调整商品库存', en: 'more or fewer of an item of the points mall' },
  arguments: [{ name: 'ITEM', summary: { zh: '商品编号', en: 'number of the item' } }],
  options: {
    shop,
    by: required(signedNumber({ zh: '增加多少，负数为减少', en: 'how many more; below nothing: fewer' })),
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId, currency } = await shopOf(platform, options.shop);
    const change = { itemId: oneId(words), count: options.by, key: keyOf(options.key) };
    const item = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await changeItemStock(tx, { ...change, shopId, by: actor, now: platform.clock.now() })),
    );
    const view = presentItem(item);
    result(view, () => itemTable([view], { language, currency }));
  },
});
