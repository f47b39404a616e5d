import { showCustomerInterests } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop, wholeNumber } from '../option.ts';
import { sayCustomerInterests } from '../say-interests.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke interests customer`: what one customer is interested in. */
export const command = engineCommand({
  name: 'interests customer',
  summary: { zh: '一位客户的兴趣画像', en: 'what one customer is interested in' },
  options: {
    shop,
    customer: required(wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1)),
    'as-of': day({ zh: '截至店铺日 (含)，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const answer = orThrow(await showCustomerInterests(ask, options.customer));
    result(answer, () => sayCustomerInterests(answer, language));
  },
});
