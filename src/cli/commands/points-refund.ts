import { refundPoints } from '../../domains/ledgers/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { keyOf, keyOption, oneId, pointsOption, refOption } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points refund ACT`: gives spent points back to the lots they came from. */
export const command = engineCommand({
  name: 'points refund',
  summary: { zh: '退回一笔消费的积分，回到原批次', en: 'give spent points back to the lots they came from' },
  arguments: [{ name: 'ACT', summary: { zh: '消费操作的编号', en: 'number of the act that spent' } }],
  options: { shop, points: pointsOption, key: keyOption, ref: refOption },
  async run({
    platform,
    options: { points = null, ref, ...options },
    arguments: words,
    actor,
    language,
    result,
  }) {
    const { shopId } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), cause: 'refund', ref, by: actor, at: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await refundPoints(tx, shopId, { actId: oneId(words), points, ask })),
    );
    result(done, () => actLine(done, language));
  },
});
