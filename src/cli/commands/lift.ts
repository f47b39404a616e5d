import { liftScores } from '../../contract/lift.ts';
import { showLift } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, day, required, shop, wholeNumber, withDefault } from '../option.ts';
import { sayLift } from '../say-lift.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke lift`: what acting by a score brought, against the universal holdout. */
export const command = engineCommand({
  name: 'lift',
  summary: {
    zh: '按得分触达带来了多少：与全局对照组相比的订单与净销售额',
    en: 'what acting by a score brought, against the universal holdout',
  },
  options: {
    shop,
    score: required(choice(liftScores, { zh: '哪种得分', en: 'which score' })),
    from: day({
      zh: '触达的首个店铺日，默认为 90 天再加 --days 之前',
      en: 'first shop day of acts; 90 days and --days ago unless told',
    }),
    to: day({ zh: '触达的最后店铺日，默认今天', en: 'last shop day of acts; today unless told' }),
    days: withDefault(
      wholeNumber(
        {
          zh: '触达起多少店铺日内的订单计入',
          en: 'shop days within which orders count, that of the act the first',
        },
        1,
      ),
      30,
    ),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const { score, from, to, days } = options;
    const { clickhouse } = platform;
    const lift = orThrow(await showLift({ platform, clickhouse, shop, signal, score, from, to, days }));
    result(lift, () => sayLift(lift, language));
  },
});
