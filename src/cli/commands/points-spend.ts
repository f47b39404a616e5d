import { spendPoints } from '../../domains/ledgers/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { required, shop } from '../option.ts';
import { keyOf, keyOption, oneId, pointsOption, refOption } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points spend ID`: takes points, those first that expire first. */
export const command = engineCommand({
  name: 'points spend',
  summary: {
    zh: '消费一位客户的积分，先到期的先用',
    en: 'spend points of a customer, those first that expire first',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop, points: required(pointsOption), key: keyOption, ref: refOption },
  async run({ platform, options: { points, ref, ...options }, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), cause: 'spend', ref, by: actor, at: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await spendPoints(tx, shopId, { personId: oneId(words), points, ask })),
    );
    result(done, () => actLine(done, language));
  },
});
