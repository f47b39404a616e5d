import { reservePoints } from '../../domains/ledgers/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { required, shop, wholeNumber, withDefault } from '../option.ts';
import { keyOf, keyOption, oneId, pointsOption, refOption } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points reserve ID`: holds points; the act's number is what confirm and cancel take. */
export const command = engineCommand({
  name: 'points reserve',
  summary: { zh: '预占积分，之后确认或取消', en: 'hold points of a customer, to be confirmed or cancelled' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    ...{ shop, points: required(pointsOption), key: keyOption, ref: refOption },
    minutes: withDefault(
      wholeNumber({ zh: '最长多少分钟，默认 30', en: 'for how long at most; 30 unless told' }, 1),
      30,
    ),
  },
  async run({ platform, options: { points, ref, ...options }, arguments: words, actor, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const at = platform.clock.now();
    const endsAt = new Date(at.getTime() + options.minutes * 60_000);
    const ask = { key: keyOf(options.key), cause: 'reserve', ref, by: actor, at };
    const done = await withShopAgain(platform.db, shopId, async (tx) =>
      orThrow(await reservePoints(tx, shopId, { personId: oneId(words), points, endsAt, ask })),
    );
    result(done, () => actLine(done, language));
  },
});
