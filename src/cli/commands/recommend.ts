import { askRecommendations, mayPersonalise, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop, wholeNumber, withDefault } from '../option.ts';
import { sayRecommendations } from '../say-recommendations.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke recommend`: how well recommendations do, and those of one customer with their reasons. */
export const command = engineCommand({
  name: 'recommend',
  summary: {
    zh: '个性化推荐：留出检验的效果，及某客户的推荐与理由',
    en: 'recommendations: how they do on a holdout, and those of a customer',
  },
  options: {
    shop,
    customer: wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1),
    'as-of': day({
      zh: '截至日 (含)，默认今天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last shop day that is known; today unless told, or the last day with orders',
    }),
    'holdout-days': withDefault(
      wholeNumber({ zh: '末尾多少天用来检验', en: 'days at the end that check what was learnt before' }, 1),
      60,
    ),
    'price-from': wholeNumber({ zh: '最低价 (分)', en: 'lowest price, minor units' }),
    'price-to': wholeNumber({ zh: '最高价 (分)', en: 'highest price, minor units' }),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const { customer } = options;
    const asking = { clickhouse, shop, signal };
    const asOf = options['as-of'] ?? (await usualDay(asking, shopDay(clock.now(), shop)));
    const isPersonal = customer === undefined || (await mayPersonalise({ platform, shop }, customer));
    const answer = orThrow(
      await askRecommendations({
        ...{ ...asking, customer, isPersonal, asOf, holdoutDays: options['holdout-days'] },
        ...{ priceFrom: options['price-from'], priceTo: options['price-to'] },
      }),
    );
    result(answer, () => sayRecommendations(answer, language));
  },
});
