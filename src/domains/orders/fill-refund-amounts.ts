import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { StoredRefund } from './refund-rules.ts';

interface Known {
  readonly n: number;
  readonly amount: number | null;
}

/**
 * Refunds that say neither an amount nor lines give back all there is left of their order: what was paid less what was
 * given back already; or what the same document came to when it was told first. Undefined where the order is not known.
 */
export async function fillRefundAmounts(
  tx: Tx,
  shopId: number,
  refunds: readonly StoredRefund[],
): Promise<(StoredRefund | undefined)[]> {
  const open = refunds.flatMap((it, n) =>
    it.amountMinor === undefined && it.lines.length === 0
      ? { n, channel: it.channel, no: it.refundNo, order_no: it.orderNo ?? '' }
      : [],
  );
  if (open.length === 0) return [...refunds];
  const { rows } = await sql<Known>`
    select r.n, coalesce(f.amount_minor, o.paid_minor - o.refunded_minor) as amount
    from json_to_recordset(${JSON.stringify(open)}::json) as r(n int, channel text, no text, order_no text)
    left join orders.refunds f on f.shop_id = ${shopId} and f.channel = r.channel and f.refund_no = r.no
    left join orders.orders o on o.shop_id = ${shopId} and o.channel = r.channel and o.order_no = r.order_no`.execute(
    tx,
  );
  const amounts = new Map(rows.map((row) => [row.n, row.amount]));
  return refunds.map((it, n) => {
    if (!amounts.has(n)) return it;
    const amount = amounts.get(n);
    return amount === null || amount === undefined ? undefined : { ...it, amountMinor: amount };
  });
}
