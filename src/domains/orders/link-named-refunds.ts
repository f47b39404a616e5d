import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { owe } from '../../platform/mirror/index.ts';
import { type Balance, lockBalances, take, writeBalances } from './order-balances.ts';
import { refundsKind } from './orders-kind.ts';
import { oweOrders } from './owe-orders.ts';
import { lockRefundsOf } from './refund-rows.ts';
import { takes } from './refund-rules.ts';

/** Order numbers per transaction. */
const page = 500;

/**
 * Links refunds that name an order which was not known, or had not paid enough, when they came. Those of one order take
 * their turn by time, then number, whichever was stored first.
 */
export async function linkNamedRefunds(db: Db, shopId: number): Promise<void> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const from: string = after;
    after = await withShopAgain(db, shopId, (tx) => linkPage(tx, shopId, from));
  }
}

interface Waiting {
  readonly refund_id: number;
  readonly channel: string;
  readonly orderNo: string;
  readonly amount_minor: number;
  readonly state: 'processing' | 'done' | 'rejected';
}

/** The last order number of the page; undefined after the last page. */
async function linkPage(tx: Tx, shopId: number, after: string): Promise<string | undefined> {
  await lockRefundsOf(tx, shopId);
  const { rows } = await sql<Waiting>`
    select refund_id, channel, order_no as "orderNo", amount_minor, state from orders.refunds
    where shop_id = ${shopId} and order_id is null and order_no in (
      select order_no from orders.refunds f where f.shop_id = ${shopId} and f.order_id is null and f.order_no > ${after}
        and exists (select from orders.orders o where o.shop_id = ${shopId} and o.order_no = f.order_no)
      group by order_no order by order_no limit ${page})
    order by order_no, refunded_at, refund_no, channel`.execute(tx);
  const balanceOf = await lockBalances(tx, shopId, rows);
  const linked = rows.flatMap((row) => {
    const balance = balanceOf(row.channel, row.orderNo);
    const fits = balance !== undefined && take(balance, takes(row.state, row.amount_minor));
    return fits ? [{ refund_id: row.refund_id, order_id: balance.orderId, balance }] : [];
  });
  await writeLinked(tx, shopId, linked);
  return rows.at(-1)?.orderNo;
}

async function writeLinked(
  tx: Tx,
  shopId: number,
  linked: readonly { refund_id: number; order_id: number; balance: Balance }[],
): Promise<void> {
  const rows = linked.map(({ refund_id, order_id }) => ({ refund_id, order_id }));
  await sql`
    update orders.refunds f set order_id = r.order_id, row_version = greatest(f.row_version + 1, platform.next_version())
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(refund_id bigint, order_id bigint)
    where f.shop_id = ${shopId} and f.refund_id = r.refund_id`.execute(tx);
  const moved = await writeBalances(tx, shopId, new Set(linked.map(({ balance }) => balance)));
  await owe(
    tx,
    shopId,
    refundsKind,
    rows.map((row) => row.refund_id),
  );
  await oweOrders(tx, shopId, { ids: moved });
}
