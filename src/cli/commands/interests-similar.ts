import { findSimilar } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop, wholeNumber, withDefault } from '../option.ts';
import { saySimilar } from '../say-interests.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke interests similar`: whose interests are nearest to those of one customer. */
export const command = engineCommand({
  name: 'interests similar',
  summary: { zh: '与某客户兴趣最接近的客户', en: 'customers whose interests are nearest to those of one' },
  options: {
    shop,
    customer: required(wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1)),
    limit: withDefault(wholeNumber({ zh: '最多多少位', en: 'most customers' }, 1), 10),
    'as-of': day({ zh: '截至店铺日 (含)，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const answer = orThrow(await findSimilar(ask, options));
    result(answer, () => saySimilar(answer, language));
  },
});
