import { endHeld, presentRedeemed } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { redemptionLine } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall cancel REDEMPTION`. */
export const command = engineCommand({
  name: 'mall cancel',
  summary: { zh: '取消兑换，退回积分与库存', en: 'give points and item back' },
  arguments: [{ name: 'REDEMPTION', summary: { zh: '兑换编号', en: 'number of the redemption' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const redemptionId = oneId(words);
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await endHeld(tx, { shopId, redemptionId, state: 'cancelled', now: platform.clock.now() })),
    );
    const view = presentRedeemed(done, new Map());
    result(view, () => redemptionLine(view, language));
  },
});
