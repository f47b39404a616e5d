import { earnForDeed, earnFromOrders } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop, text } from '../option.ts';
import { keyOf, keyOption, oneId, refOption } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points earn`: has orders that changed earn now, as a server does by itself; with ID and --deed one deed. */
export const command = engineCommand({
  name: 'points earn',
  summary: {
    zh: '让有变动的订单立即计积分；或按行为给一位客户发放',
    en: 'have changed orders earn now; or grant a deed of a customer',
  },
  arguments: [
    {
      name: 'ID',
      summary: { zh: '客户编号，与 --deed 同用', en: 'of the customer, with --deed' },
      many: true,
    },
  ],
  options: {
    shop,
    deed: text('NAME', { zh: '规则中的行为，如 review', en: 'a deed of the rules, such as review' }),
    ...{ key: keyOption, ref: refOption },
  },
  async run({ platform, options, arguments: words, actor, language, signal, result }) {
    const it = await shopOf(platform, options.shop);
    const now = platform.clock.now();
    if (options.deed === undefined && words.length === 0) {
      const orders =
        (await earnFromOrders({ db: platform.db, shop: it, clock: platform.clock, signal })) ?? null;
      return result({ orders }, () => says[language](orders));
    }
    if (options.deed === undefined || words.length === 0) throw new ProblemError(bothOrNone);
    const { deed, ref } = options;
    const done = await withShopAgain(platform.db, it.shopId, async (tx) =>
      orThrow(
        await earnForDeed(tx, {
          ...it,
          personId: oneId(words),
          deed,
          ref,
          key: keyOf(options.key),
          by: actor,
          now,
        }),
      ),
    );
    result(done, () => actLine(done, language));
  },
});

const says = {
  zh: (orders: number | null) =>
    orders === null ? '另一个进程正在计积分\n' : `${orders} 个订单的积分有变动\n`,
  en: (orders: number | null) =>
    orders === null ? 'another process is at it\n' : `points of ${orders} orders changed\n`,
};

const bothOrNone = problem('wrong-usage', 400, {
  zh: '客户编号与 --deed 须同时给出，或都不给',
  en: 'Give a customer and --deed, or neither',
});
