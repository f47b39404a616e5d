import { showCustomerRisk } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, required, shop, wholeNumber } from '../option.ts';
import { sayRisk } from '../say-churn.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke churn customer`: the risk of one customer, with its reasons. */
export const command = engineCommand({
  name: 'churn customer',
  summary: { zh: '一位客户的流失风险与原因', en: 'the risk of one customer, and why' },
  options: {
    shop,
    customer: required(wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1)),
    'as-of': day({ zh: '得分的店铺日，默认最新', en: 'shop day of the scores; the latest unless told' }),
  },
  async run({ platform, options, language, signal, result }) {
    const shop = await shopOf(platform, options.shop);
    const ask = { platform, clickhouse: platform.clickhouse, shop, signal, asOf: options['as-of'] };
    const risk = orThrow(await showCustomerRisk(ask, options.customer));
    result(risk, () => sayRisk(risk, language));
  },
});
