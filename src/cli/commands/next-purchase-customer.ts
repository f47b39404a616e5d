import { showCustomerNext } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop, wholeNumber } from '../option.ts';
import { sayCustomerNext } from '../say-next-purchase.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke next-purchase customer`: when one customer buys next, and what of. */
export const command = engineCommand({
  name: 'next-purchase customer',
  summary: {
    zh: '一位客户的下次购买：日期、概率与可能的品类',
    en: 'when one customer buys next, and what of',
  },
  options: {
    shop,
    customer: required(wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1)),
    'as-of': day({ zh: '得分的店铺日，默认最新', en: 'shop day of the scores; the latest unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const told = orThrow(await showCustomerNext(ask, options.customer));
    result(told, () => sayCustomerNext(told, language));
  },
});
