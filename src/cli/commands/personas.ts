import { askPersonas } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop } from '../option.ts';
import { sayPersonas } from '../say-personas.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke personas`: how many customers have which persona, and by which rule. */
export const command = engineCommand({
  name: 'personas',
  summary: {
    zh: '潜在客户：县乡、年轻、价格敏感、居家、二三线城市、特定需求各有多少',
    en: 'potential-customer personas: how many customers meet the rule of each',
  },
  options: {
    shop,
    'as-of': day({ zh: '截至店铺日 (含)，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const answer = orThrow(await askPersonas(ask));
    result(answer, () => sayPersonas(answer, language));
  },
});
