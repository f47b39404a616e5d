import { sql } from 'kysely';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { owe } from '../../platform/mirror/index.ts';
import type { Erasing, Holding, PersonalData, Showing } from '../compliance/index.ts';
import { refundsKind } from './orders-kind.ts';
import { oweOrders } from './owe-orders.ts';
import { openReceiver } from './present.ts';
import { readHeaders } from './read-order.ts';

/** Orders and refunds stay, as those of a guest; whoever bought, and where it was sent, goes. */
export const orderData: PersonalData = { name: 'orders', holdings, show, erase };

const law = {
  zh: '电子商务法第 31 条 (交易信息保存不少于三年)，去除个人信息后保留',
  en: 'E-Commerce Law art. 31 (transactions are kept for three years at least); stays without personal fields',
};

const receivers = { zh: '收货人信息', en: 'receivers of orders' };

async function holdings({ tx, shopId, personIds }: Showing): Promise<Holding[]> {
  const { rows } = await sql<{ orders: number; receivers: number; refunds: number }>`
    select count(*) as orders, count(receiver_sealed) as receivers,
      (select count(*) from orders.refunds
        where shop_id = ${shopId} and person_id = any(${personIds}::int[])) as refunds
    from orders.orders where shop_id = ${shopId} and person_id = any(${personIds}::int[])`.execute(tx);
  const counts = rows[0]!;
  return [
    { what: 'receivers', label: receivers, count: counts.receivers },
    { what: 'orders', label: { zh: '订单', en: 'orders' }, count: counts.orders, stays: law },
    { what: 'refunds', label: { zh: '退款', en: 'refunds' }, count: counts.refunds, stays: law },
  ];
}

async function show({ tx, keys, shopId, personIds }: Showing): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ order_id: number; lines: unknown }>`
    select order_id, (select json_agg(json_build_object('title', title, 'sku', sku, 'quantity', quantity,
        'amount_minor', amount_minor) order by line_key)
      from orders.order_lines l where l.shop_id = o.shop_id and l.order_id = o.order_id) as lines
    from orders.orders o where shop_id = ${shopId} and person_id = any(${personIds}::int[])
    order by created_at, order_id`.execute(tx);
  const orders: object[] = [];
  for (const { order_id: orderId, lines } of rows) {
    const [header] = await readHeaders(tx, shopId, { orderId });
    const { receiver_sealed: _, shop_id: __, ...plain } = header!;
    orders.push({ ...plain, receiver: openReceiver(header!, keys), lines });
  }
  const refunds = await sql`
    select channel, refund_no, order_no, refunded_at, currency, amount_minor, type, state, reason from orders.refunds
    where shop_id = ${shopId} and person_id = any(${personIds}::int[]) order by refunded_at`.execute(tx);
  return { orders, refunds: refunds.rows };
}

/**
 * Statements keep their digests: the same file read again says nothing new, and brings nobody back. ClickHouse gets the
 * guest's rows first; what it still has under the person's number is older, and goes for good.
 */
async function erase({ platform, shopId, personIds }: Erasing): Promise<void> {
  await withShop(platform.db, shopId, async (tx) => {
    await oweOrders(tx, shopId, { ids: await forgetBuyers(tx, shopId, personIds) });
    await owe(tx, shopId, refundsKind, await forgetRefunded(tx, shopId, personIds));
  });
  await platform.mirror.payOff(shopId);
  for (const table of ['orders', 'order_lines', 'refunds', 'refund_lines'])
    await platform.clickhouse.command(
      `ALTER TABLE {{local ${table}}} DELETE
        WHERE shop_id = {shop:UInt32} AND person_id IN {persons:Array(UInt32)} SETTINGS mutations_sync = 2`,
      { shop: shopId, persons: personIds },
    );
}

const SAID = sql.raw(`said - 'personId' - 'district' - 'tie' - 'touch'`);

async function forgetBuyers(tx: Tx, shopId: number, persons: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ order_id: number }>`
    select order_id from orders.orders where shop_id = ${shopId} and person_id = any(${persons}::int[])
    order by order_id for update`.execute(tx);
  const ids = rows.map((row) => row.order_id);
  await sql`update orders.statements set said = ${SAID}, receiver_sealed = null
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[])`.execute(tx);
  await sql`update orders.orders set person_id = 0, receiver_sealed = null, district = null, tie_kind = null,
      tie_no = null, tie_role = null, touch = null, row_version = greatest(row_version + 1, platform.next_version())
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[])`.execute(tx);
  return ids;
}

async function forgetRefunded(tx: Tx, shopId: number, persons: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ refund_id: number }>`
    update orders.refunds set person_id = 0, reason = null, row_version = greatest(row_version + 1, platform.next_version())
    where shop_id = ${shopId} and person_id = any(${persons}::int[]) returning refund_id`.execute(tx);
  const ids = rows.map((row) => row.refund_id);
  await sql`update orders.refund_statements set said = said - 'personId' - 'reason'
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
  return ids;
}
