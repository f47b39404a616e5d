import { orderSource, paidAt } from '../facts/source.ts';
import { standing } from '../rfm/buyers-sql.ts';
import { standingAt } from '../rfm/rfm-question.ts';
import type { Learning } from './learning.ts';

/** What sales are multiplied by to be value. Lines whose cost is known speak for all; without any, value is sales. */
export async function readMargin({ asking, settings, asOf }: Omit<Learning, 'first'>): Promise<number> {
  if (settings.margin === 'sales') return 1;
  if (settings.margin === 'rate') return settings.margin_rate;
  const at = standingAt(asking);
  const [row] = await asking.clickhouse.query<{ amount: string; cost: string }>({
    sql: `SELECT sum(amount_minor) AS amount, sum(assumeNotNull(cost_minor)) AS cost FROM order_lines
WHERE ${orderSource.where} AND cost_minor IS NOT NULL AND ${standing(paidAt, at)}`,
    shopId: asking.shop.shopId,
    params: { currency: asking.shop.currency, as_of: asOf },
    ...(asking.signal && { signal: asking.signal }),
  });
  const [amount, cost] = [Number(row!.amount), Number(row!.cost)];
  return amount <= 0 ? 1 : Math.min(1, Math.max(0, 1 - cost / amount));
}
