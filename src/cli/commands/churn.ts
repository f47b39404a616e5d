import { runChurn, showChurn } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, flag, shop } from '../option.ts';
import { sayChurn } from '../say-churn.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke churn`: scores every customer's risk of leaving, and says how well that was known of days gone by. */
export const command = engineCommand({
  name: 'churn',
  summary: {
    zh: '流失预警：每位客户的流失风险、原因与可能流失的金额，以及检验',
    en: 'early warning of churn: risks, reasons, value at stake, and the check',
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
    const run = orThrow(await runChurn({ platform, shop, signal }, wish));
    const { clickhouse } = platform;
    const view = orThrow(await showChurn({ platform, clickhouse, shop, signal, asOf: run.asOf }));
    result(view, () => sayChurn(view, language));
  },
});
