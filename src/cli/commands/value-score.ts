import { runValue, showValue } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, flag, shop } from '../option.ts';
import { sayValue } from '../say-value.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke value score`: the value of every customer, as of a day, for lists, exports and pages. */
export const command = engineCommand({
  name: 'value score',
  summary: {
    zh: '计算每位客户的生命周期价值并保存，供列表、导出与页面使用',
    en: 'score the lifetime value of every customer, and keep it for lists and pages',
  },
  options: {
    shop,
    'as-of': day({
      zh: '截至店铺日 (含)，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'shop day, inclusive; yesterday unless told, or the last day with orders',
    }),
    refit: flag({ zh: '重新学习参数', en: 'learn the parameters anew' }),
  },
  async run({ platform, options, language, signal, result, actor }) {
    const shop = await shopOf(platform, options.shop);
    const wish = { refit: options.refit, asOf: options['as-of'], by: actor };
    const run = orThrow(await runValue({ platform, shop, signal }, wish));
    const { clickhouse } = platform;
    const view = orThrow(await showValue({ platform, clickhouse, shop, signal, asOf: run.asOf }));
    result(view, () => sayValue(view, language));
  },
});
