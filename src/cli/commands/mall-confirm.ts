import { endHeld, presentRedeemed } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { redemptionLine } from '../say-mall.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke mall confirm REDEMPTION`. */
export const command = engineCommand({
  name: 'mall confirm',
  summary: { zh: '确认兑换，扣除积分', en: 'spend the points of what is held' },
  arguments: [{ name: 'REDEMPTION', summary: { zh: '兑换编号', en: 'number of the redemption' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const redemptionId = oneId(words);
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await endHeld(tx, { shopId, redemptionId, state: 'confirmed', now: platform.clock.now() })),
    );
    const view = presentRedeemed(done, new Map());
    result(view, () => redemptionLine(view, language));
  },
});
