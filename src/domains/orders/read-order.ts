import { sql } from 'kysely';
import type { Masking } from '../../contract/auth.ts';
import type { OrderView } from '../../contract/order.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../platform/errors.ts';
import { type HeaderRow, presentOrder } from './present.ts';

/** An order by its id, or by the number its channel gave it. */
export type WhichOrder =
  | { readonly orderId: number }
  | { readonly orderNo: string; readonly channel?: string };

export interface ShowingOrder {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly which: WhichOrder;
  readonly masking: Masking;
}

export const noSuchOrder = problem('no-such-order', 404, {
  zh: '没有这个订单',
  en: 'There is no such order',
});

const ambiguousOrder = problem('ambiguous-order', 409, {
  zh: '多个渠道都有这个订单号，请同时给出渠道',
  en: 'Several channels have an order of this number: name the channel as well',
});

/** One order whole, its receiver masked for the caller. Problems: no-such-order, ambiguous-order. */
export async function showOrder(tx: Tx, showing: ShowingOrder): Promise<Result<OrderView>> {
  const found = await readHeaders(tx, showing.shopId, showing.which);
  if (found.length > 1) return fail(ambiguousOrder);
  const [header] = found;
  if (header === undefined) return fail(noSuchOrder);
  const { order_id: orderId } = header;
  const { shopId } = showing;
  const lines = await readLines(tx, shopId, orderId);
  const payments = await readPayments(tx, shopId, orderId);
  const refunds = await readRefundsOf(tx, shopId, orderId);
  return ok(presentOrder({ header, lines, payments, refunds }, showing));
}

export async function readHeaders(tx: Tx, shopId: number, which: WhichOrder): Promise<HeaderRow[]> {
  const condition =
    'orderId' in which
      ? sql`order_id = ${which.orderId}`
      : sql`order_no = ${which.orderNo} and (channel = ${which.channel ?? null} or ${which.channel === undefined})`;
  const { rows } = await sql<HeaderRow>`
    select * from orders.orders where shop_id = ${shopId} and ${condition} limit 2`.execute(tx);
  return rows;
}

async function readLines(tx: Tx, shopId: number, orderId: number): Promise<OrderView['lines']> {
  const { rows } = await sql<OrderView['lines'][number]>`
    select line_key, product_id, title, sku, quantity, unit_price::float8 as unit_price, amount_minor, discount_minor,
      refunded_quantity
    from orders.order_lines where shop_id = ${shopId} and order_id = ${orderId} order by line_key`.execute(
    tx,
  );
  return rows;
}

async function readPayments(tx: Tx, shopId: number, orderId: number): Promise<OrderView['payments']> {
  const { rows } = await sql<Omit<OrderView['payments'][number], 'paid_at'> & { paid_at: Date }>`
    select payment_no, method, paid_at, amount_minor
    from orders.payments where shop_id = ${shopId} and order_id = ${orderId} order by paid_at, payment_no`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, paid_at: row.paid_at.toISOString() }));
}

/** Refunds that name the order, and those whose lines were matched to it with what they took from it. */
async function readRefundsOf(tx: Tx, shopId: number, orderId: number): Promise<OrderView['refunds']> {
  const { rows } = await sql<Omit<OrderView['refunds'][number], 'refunded_at'> & { refunded_at: Date }>`
    select refund_id, refund_no, state, type, reason, refunded_at, amount as amount_minor, matched
    from (
      select f.*, f.amount_minor as amount, false as matched from orders.refunds f
      where f.shop_id = ${shopId} and f.order_id = ${orderId}
      union all
      select f.*, k.amount, true from (
        select refund_id, sum(amount_minor)::bigint as amount from orders.refund_links
        where shop_id = ${shopId} and order_id = ${orderId} group by refund_id) k
      join orders.refunds f on f.shop_id = ${shopId} and f.refund_id = k.refund_id) it
    order by refunded_at, refund_id`.execute(tx);
  return rows.map((row) => ({ ...row, refunded_at: row.refunded_at.toISOString() }));
}
