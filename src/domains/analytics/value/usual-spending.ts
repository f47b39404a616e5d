import { standingAt } from '../rfm/rfm-question.ts';
import { minorPer } from './fit-spending.ts';
import type { Learning } from './learning.ts';
import { startOf } from './models/gamma-gamma.ts';
import { purchaseDays } from './purchases-sql.ts';

/**
 * What customers spend a time, where nobody came back and spent: about the mean of the shop's purchases, spread as in most
 * shops. Nothing was learnt but the mean, and it says so.
 */
export async function usualSpending({ asking, asOf }: Learning) {
  const { shop, signal } = asking;
  const [row] = await asking.clickhouse.query<{ mean: number | null }>({
    sql: `SELECT if(count() = 0, NULL, avg(paid)) AS mean FROM (${purchaseDays(standingAt(asking))}) WHERE paid > 0 AND {shop:UInt32} > 0`,
    shopId: shop.shopId,
    params: { currency: shop.currency, as_of: asOf },
    ...(signal && { signal }),
  });
  const [p, q, gamma] = startOf((row?.mean ?? 0) / minorPer(shop.currency)) as [number, number, number];
  return {
    ...{
      customers: 0,
      repeaters: 0,
      parameters: { p, q, gamma },
      standard_errors: { p: null, q: null, gamma: null },
    },
    ...{ log_likelihood: 0, converged: false, confidence: 'low' as const, covariance: null },
  };
}
