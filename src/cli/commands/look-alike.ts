import { lookAlikesOf, peopleFinder } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, pattern, shop, text, wholeNumber, withDefault } from '../option.ts';
import { sayLookAlikes } from '../say-personas.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke look-alike`: who is like a set of people, and how well that finds members held out. */
export const command = engineCommand({
  name: 'look-alike',
  summary: {
    zh: '相似人群：与一组客户兴趣相似的其他客户，以及留出检验的提升',
    en: 'look-alikes of a set of people, with the lift on members held out',
  },
  options: {
    shop,
    of: text('FILTERS', {
      zh: '这组客户，如客户列表地址所写：rfm_group=important-value&province=浙江省',
      en: 'the set, as the address of the list has it: rfm_group=important-value&province=...',
    }),
    customers: pattern('N,N,...', '^[1-9]\\d{0,9}(,[1-9]\\d{0,9}){0,999}$', {
      zh: '或客户编号，逗号隔开',
      en: 'or numbers of customers, with commas',
    }),
    limit: withDefault(wholeNumber({ zh: '最多多少位', en: 'most customers' }, 1), 50),
    'as-of': day({ zh: '截至店铺日 (含)，默认今天', en: 'last shop day; today unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const { of, customers, limit } = options;
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const answer = orThrow(await lookAlikesOf(peopleFinder, ask, { of, customers, limit }));
    result(answer, () => sayLookAlikes(answer, language));
  },
});
