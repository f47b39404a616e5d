import { readPersonsOf } from '../../domains/customers/index.ts';
import { showPlus } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { shop } from '../option.ts';
import { oneId } from '../points-options.ts';
import { customerPlusPage } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke plus show ID`: PLUS of a customer, with what it brought beside what was paid. */
export const command = engineCommand({
  name: 'plus show',
  summary: {
    zh: '查看客户的 PLUS：周期、剩余权益、已付与已省',
    en: 'PLUS of a customer: periods, what is left, paid and saved',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: { shop },
  async run({ platform, options, arguments: words, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const found = await withShop(platform.db, shopId, async (tx) => {
      const personIds = orThrow(await readPersonsOf(tx, shopId, oneId(words)));
      return showPlus(tx, { shopId, timeZone, currency, personIds, now: platform.clock.now() });
    });
    result(found, () => customerPlusPage(found, { language, timeZone, currency }));
  },
});
