import { showValue } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop } from '../option.ts';
import { sayValue } from '../say-value.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke value show`: what the newest scores say, and how the model did. */
export const command = engineCommand({
  name: 'value show',
  summary: {
    zh: '客户价值：分层、合计、误差与参数 (最近一次评分)',
    en: 'the value of customers by the newest scores: bands, totals, errors',
  },
  options: {
    shop,
    'as-of': day({ zh: '得分的店铺日，默认最新', en: 'shop day of the scores; the latest unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const { clickhouse } = platform;
    const view = orThrow(await showValue({ platform, clickhouse, shop, signal, asOf: options['as-of'] }));
    result(view, () => sayValue(view, language));
  },
});
