import { cancelReservation } from '../../domains/ledgers/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points cancel ACT`. */
export const command = engineCommand({
  name: 'points cancel',
  summary: { zh: '取消预占，积分按原到期时间退回', en: 'give back what an act reserved' },
  arguments: [{ name: 'ACT', summary: { zh: '预占操作的编号', en: 'number of the act that reserved' } }],
  options: { shop, key: keyOption },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), cause: 'cancel', by: actor, at: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await cancelReservation(tx, shopId, { actId: oneId(words), ask })),
    );
    result(done, () => actLine(done, language));
  },
});
