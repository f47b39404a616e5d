import { confirmReservation } from '../../domains/ledgers/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points confirm ACT`. */
export const command = engineCommand({
  name: 'points confirm',
  summary: { zh: '确认预占的积分，即消费', en: 'spend what an act reserved' },
  arguments: [{ name: 'ACT', summary: { zh: '预占操作的编号', en: 'number of the act that reserved' } }],
  options: { shop, key: keyOption },
  async run({ platform, options, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const ask = { key: keyOf(options.key), cause: 'confirm', by: actor, at: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await confirmReservation(tx, shopId, { actId: oneId(words), ask })),
    );
    result(done, () => actLine(done, language));
  },
});
