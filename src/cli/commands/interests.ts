import { askInterests } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop } from '../option.ts';
import { sayInterests } from '../say-interests.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke interests`: how many customers like what most. */
export const command = engineCommand({
  name: 'interests',
  summary: {
    zh: '兴趣画像：多少客户最喜欢哪个品类、品牌、价格带、时段、渠道',
    en: 'customers by the category, brand, price band, hour, channel liked most',
  },
  options: {
    shop,
    'as-of': day({ zh: '截至店铺日 (含)，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const answer = orThrow(await askInterests(ask));
    result(answer, () => sayInterests(answer, language));
  },
});
