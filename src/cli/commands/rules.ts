import { affinityLevels } from '../../contract/affinity.ts';
import { askRules, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, day, shop, wholeNumber, withDefault } from '../option.ts';
import { sayRules } from '../say-rules.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke rules`: what is bought together. */
export const command = engineCommand({
  name: 'rules',
  summary: {
    zh: '关联购买：买了甲的订单多半也有乙，提升度带区间与检验',
    en: 'what is bought together: rules with their lift, its interval and test',
  },
  options: {
    shop,
    level: withDefault(
      choice(affinityLevels, { zh: '商品，或一级品类', en: 'products, or root categories' }),
      'product',
    ),
    from: day({ zh: '起始日 (含)，默认截至日前 365 天', en: 'first shop day; 365 days up to the last' }),
    to: day({
      zh: '截至日 (含)，默认今天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last shop day; today unless told, or the last day with orders',
    }),
    'min-support': wholeNumber(
      {
        zh: '两者同单的最少订单数，默认订单数的二千分之一且不少于 5',
        en: 'fewest orders with both; 1 in 2,000 orders, at least 5',
      },
      2,
    ),
    limit: withDefault(wholeNumber({ zh: '最多多少条', en: 'most rules' }, 1), 200),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const { 'min-support': minSupport, shop: _, ...asked } = options;
    const asking = { clickhouse, shop, signal };
    const to = asked.to ?? (await usualDay(asking, shopDay(clock.now(), shop)));
    const answer = orThrow(await askRules({ ...asked, ...asking, to, minSupport }));
    result(answer, () => sayRules(answer, language));
  },
});
