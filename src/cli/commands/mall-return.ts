import { presentRedeemed, returnRedemption } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { flag, shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { redemptionLine } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall return REDEMPTION`. */
export const command = engineCommand({
  name: 'mall return',
  summary: {
    zh: '退回已确认的兑换，积分回到原批次',
    en: 'take back what was confirmed, and give the points back',
  },
  arguments: [{ name: 'REDEMPTION', summary: { zh: '兑换编号', en: 'number of the redemption' } }],
  options: {
    shop,
    restock: flag({ zh: '商品放回库存', en: 'put the items back to stock' }),
  },
  async run({ platform, options, arguments: words, actor: by, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const now = platform.clock.now();
    const returning = { shopId, redemptionId: oneId(words), restock: options.restock, by, now };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await returnRedemption(tx, returning)),
    );
    const view = presentRedeemed(done, new Map());
    result(view, () => redemptionLine(view, language));
  },
});
