import { runNextPurchase, showNext } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, flag, shop } from '../option.ts';
import { sayNext } from '../say-next-purchase.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke next-purchase`: scores when every customer buys next, and says how well that was known of days gone by. */
export const command = engineCommand({
  name: 'next-purchase',
  summary: {
    zh: '下次购买：每位客户的预计日期、7 天与 30 天内购买概率，以及检验',
    en: 'next purchase: expected days, chances of 7 and 30 days, and the check',
  },
  options: {
    shop,
    'as-of': day({
      zh: '截至店铺日 (含)，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'shop day, inclusive; yesterday unless told, or the last day with orders',
    }),
    refit: flag({ zh: '重新学习', en: 'learn anew' }),
  },
  async run({ platform, options, language, signal, result, actor }) {
    const shop = await shopOf(platform, options.shop);
    const wish = { refit: options.refit, asOf: options['as-of'], by: actor };
    const run = orThrow(await runNextPurchase({ platform, shop, signal }, wish));
    const { clickhouse } = platform;
    const view = orThrow(await showNext({ platform, clickhouse, shop, signal, asOf: run.asOf }));
    result(view, () => sayNext(view, language));
  },
});
