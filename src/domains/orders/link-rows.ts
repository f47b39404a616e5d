import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { BoughtLine, Link, RefundPart } from './match-refunds.ts';

export type OfPerson<T> = T & { readonly personId: number };

/**
 * Persons with refunds that name no order; of an import, those whose orders or refunds it touched. Their numbers only,
 * so that the list of even a large shop is small.
 */
export async function personsToLink(tx: Tx, shopId: number, importId: number | undefined): Promise<number[]> {
  const touched =
    importId === undefined
      ? sql``
      : sql`and person_id in (
        select person_id from orders.refunds where shop_id = ${shopId} and import_id = ${importId}
        union select person_id from orders.orders where shop_id = ${shopId} and import_id = ${importId}
        union select person_id from orders.orders join orders.statements s using (shop_id, order_id)
          where shop_id = ${shopId} and s.import_id = ${importId}
        union select person_id from orders.refunds join orders.refund_statements s using (shop_id, refund_id)
          where shop_id = ${shopId} and s.import_id = ${importId})`;
  const { rows } = await sql<{ person_id: number }>`
    select distinct person_id from orders.refunds
    where shop_id = ${shopId} and person_id > 0 and order_no is null ${touched} order by 1`.execute(tx);
  return rows.map((row) => row.person_id);
}

/** Refund lines of these persons that may be linked: done, no order named, of a known product. */
export async function refundParts(
  tx: Tx,
  shopId: number,
  persons: readonly number[],
): Promise<OfPerson<RefundPart>[]> {
  const { rows } = await sql<OfPerson<RefundPart> & { readonly time: Date }>`
    select f.person_id as "personId", f.refund_id as "refundId", l.line_key as "lineKey", l.product_id as "productId",
      f.refunded_at as time, f.channel || ' ' || f.refund_no as "documentKey", l.quantity, l.amount_minor as amount
    from orders.refunds f join orders.refund_lines l using (shop_id, refund_id)
    where f.shop_id = ${shopId} and f.person_id = any(${persons}::integer[]) and f.order_no is null
      and f.state = 'done' and l.quantity > 0 and l.product_id > 0`.execute(tx);
  return rows.map(({ time, ...row }) => ({ ...row, at: time.toISOString() }));
}

/** Links that stand now from refunds of these persons. */
export async function standingLinks(tx: Tx, shopId: number, persons: readonly number[]): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select k.refund_id as "refundId", k.refund_line_key as "refundLineKey", k.order_id as "orderId",
      k.order_line_key as "orderLineKey", k.quantity, k.amount_minor as amount
    from orders.refunds f join orders.refund_links k using (shop_id, refund_id)
    where f.shop_id = ${shopId} and f.person_id = any(${persons}::integer[])`.execute(tx);
  return rows;
}

/** Paid orders of these persons with one of these products. */
export async function candidateOrders(
  tx: Tx,
  shopId: number,
  { persons, products }: { persons: readonly number[]; products: readonly number[] },
): Promise<number[]> {
  const { rows } = await sql<{ order_id: number }>`
    select o.order_id from orders.orders o
    where o.shop_id = ${shopId} and o.person_id > 0 and o.person_id = any(${persons}::integer[]) and o.is_paid
      and exists (select from orders.order_lines l where l.shop_id = ${shopId} and l.order_id = o.order_id
        and l.quantity > 0 and l.product_id = any(${products}::integer[]))`.execute(tx);
  return rows.map((row) => row.order_id);
}

export interface LockedOrder {
  readonly orderId: number;
  readonly personId: number;
  readonly at: string;
  readonly orderKey: string;
  readonly isPaid: boolean;
  readonly paid: number;
  readonly refunded: number;
}

/** Orders of these ids, locked in one order until the transaction ends. */
export async function lockOrdersById(tx: Tx, shopId: number, ids: readonly number[]): Promise<LockedOrder[]> {
  const { rows } = await sql<LockedOrder & { readonly time: Date }>`
    select order_id as "orderId", person_id as "personId", created_at as time, is_paid as "isPaid",
      channel || ' ' || order_no as "orderKey", paid_minor as paid, refunded_minor as refunded
    from orders.orders where shop_id = ${shopId} and order_id = any(${ids}::bigint[])
    order by order_id for update`.execute(tx);
  return rows.map(({ time, ...row }) => ({ ...row, at: time.toISOString() }));
}

type Line = Pick<BoughtLine, 'orderId' | 'lineKey' | 'productId' | 'quantity'>;

export async function boughtLines(
  tx: Tx,
  shopId: number,
  { orders, products }: { orders: readonly number[]; products: readonly number[] },
): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select order_id as "orderId", line_key as "lineKey", product_id as "productId", quantity from orders.order_lines
    where shop_id = ${shopId} and order_id = any(${orders}::bigint[]) and quantity > 0
      and product_id = any(${products}::integer[])`.execute(tx);
  return rows;
}

const linkSet = sql.raw(`r("refundId" bigint, "refundLineKey" text, "orderId" bigint, "orderLineKey" text,
  quantity integer, amount bigint)`);

/** Ends links and makes links; refund lines, order lines and orders move with them, each order by its difference. */
export async function rewriteLinks(
  tx: Tx,
  shopId: number,
  {
    ended,
    made,
    importId = null,
  }: { ended: readonly Link[]; made: readonly Link[]; importId?: number | null | undefined },
): Promise<void> {
  await sql`
    delete from orders.refund_links k using json_to_recordset(${JSON.stringify(ended)}::json) as ${linkSet}
    where k.shop_id = ${shopId} and k.refund_id = r."refundId" and k.refund_line_key = r."refundLineKey"
      and k.order_id = r."orderId" and k.order_line_key = r."orderLineKey"`.execute(tx);
  await sql`
    insert into orders.refund_links (shop_id, refund_id, refund_line_key, order_id, order_line_key, quantity,
      amount_minor, import_id)
    select ${shopId}, "refundId", "refundLineKey", "orderId", "orderLineKey", quantity, amount, ${importId}
    from json_to_recordset(${JSON.stringify(made)}::json) as ${linkSet}`.execute(tx);
  await moveLines(tx, shopId, { ended, made });
  await moveOrders(tx, shopId, { ended, made });
}

interface Moves {
  readonly ended: readonly Link[];
  readonly made: readonly Link[];
}

async function moveLines(tx: Tx, shopId: number, { ended, made }: Moves): Promise<void> {
  await sql`
    update orders.order_lines l set refunded_quantity = l.refunded_quantity + r.by
    from (select "orderId", "orderLineKey", sum(by) as by from (
        select *, -quantity as by from json_to_recordset(${JSON.stringify(ended)}::json) as ${linkSet}
        union all
        select *, quantity as by from json_to_recordset(${JSON.stringify(made)}::json) as ${linkSet}) u
      group by 1, 2) r
    where l.shop_id = ${shopId} and l.order_id = r."orderId" and l.line_key = r."orderLineKey"`.execute(tx);
}

/** Orders get a new version also where only lines moved, since lines carry it. */
async function moveOrders(tx: Tx, shopId: number, { ended, made }: Moves): Promise<void> {
  await sql`
    update orders.orders o set refunded_minor = o.refunded_minor + r.by, row_version = greatest(o.row_version + 1, platform.next_version())
    from (select "orderId", sum(by)::bigint as by from (
        select "orderId", -amount as by from json_to_recordset(${JSON.stringify(ended)}::json) as ${linkSet}
        union all
        select "orderId", amount as by from json_to_recordset(${JSON.stringify(made)}::json) as ${linkSet}) u
      group by 1) r
    where o.shop_id = ${shopId} and o.order_id = r."orderId"`.execute(tx);
}

/** Refunds get a new version where their links changed: what they are linked to goes with them to ClickHouse. */
export async function touchRefunds(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  await sql`update orders.refunds set row_version = greatest(row_version + 1, platform.next_version())
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
}
