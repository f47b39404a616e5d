import { forecastGrains } from '../../contract/forecast.ts';
import { addDays, askForecast, askReorder, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, day, flag, list, shop, text, wholeNumber, withDefault } from '../option.ts';
import { sayForecast, sayReorder } from '../say-forecast.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke forecast`: what will be sold, how sure that is, and with --reorder what to order. */
export const command = engineCommand({
  name: 'forecast',
  summary: {
    zh: '需求预测：商品、类目或全店的未来销量与区间，或补货建议',
    en: 'units to be sold of a product, a category or the shop, or what to order',
  },
  options: {
    shop,
    product: wholeNumber({ zh: '商品编号', en: 'number of a product' }, 1),
    category: text('TEXT', { zh: '一级类目', en: 'root category' }),
    by: withDefault(choice(forecastGrains, { zh: '按日或周', en: 'days or weeks' }), 'day'),
    horizon: wholeNumber(
      { zh: '预测多少期 (默认 28 天或 8 周)', en: 'periods to come; 28 days or 8 weeks' },
      1,
    ),
    'as-of': day({
      zh: '最后一个完整的店铺日，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last whole shop day; yesterday unless told, or the last day with orders',
    }),
    'campaign-days': list('D,D,...', { zh: '计划中的活动日', en: 'days of campaigns that are planned' }),
    reorder: flag({ zh: '改为列出补货建议', en: 'say what to order instead' }),
    'lead-days': withDefault(
      wholeNumber({ zh: '补货：到货天数', en: 'reorder: days until an order arrives' }),
      7,
    ),
    'review-days': withDefault(
      wholeNumber({ zh: '补货：下单间隔天数', en: 'reorder: days between orders' }, 1),
      7,
    ),
    service: withDefault(
      choice(['0.8', '0.9', '0.95', '0.98', '0.99'], {
        zh: '补货：不缺货的把握',
        en: 'reorder: chance that stock lasts',
      }),
      '0.95',
    ),
    limit: withDefault(wholeNumber({ zh: '补货：商品数', en: 'reorder: products' }, 1), 100),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const yesterday = addDays(shopDay(clock.now(), shop), -1);
    const asOf = options['as-of'] ?? (await usualDay({ clickhouse, shop, signal }, yesterday));
    const { by, horizon, product, category, limit } = options;
    const asking = { clickhouse, shop, signal, asOf, category, campaignDays: options['campaign-days'] };
    if (options.reorder) {
      const supply = { leadDays: options['lead-days'], reviewDays: options['review-days'] };
      const answer = orThrow(
        await askReorder({ ...asking, ...supply, service: Number(options.service), limit }),
      );
      return result(answer, () => sayReorder(answer, language));
    }
    const answer = orThrow(await askForecast({ ...asking, product, by, horizon }));
    result(answer, () => sayForecast(answer, language));
  },
});
