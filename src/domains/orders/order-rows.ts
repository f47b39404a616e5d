import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import { type Entry, orderKey } from './group-orders.ts';
import { columnNames, columnSets, columnsRead, columnTypes, columnValues } from './order-columns.ts';
import type { OrderColumns, OrderStatement } from './order-rules.ts';
import type { OrderSaying } from './order-statement.ts';

/** One wording among others: whose it is (null = a live source's), and its number. */
interface SaidBy {
  readonly digest: string;
  readonly saidNo: number;
  readonly importId: number | null;
}

/** An order as it stands, with everything that was said about it. */
export interface KnownOrder {
  readonly orderId: number;
  readonly importId: number | null;
  readonly columns: Readonly<Record<keyof OrderColumns, unknown>>;
  readonly refundedMinor: number;
  readonly statements: readonly (OrderStatement & SaidBy)[];
}

interface Row extends Readonly<Record<keyof OrderColumns, unknown>> {
  readonly order_id: number;
  readonly channel: string;
  readonly order_no: string;
  readonly import_id: number | null;
  readonly refunded_minor: number;
}

/** Orders of these entries that exist, by `orderKey`, locked in one order until the transaction ends. */
export async function lockOrders(
  tx: Tx,
  shopId: number,
  entries: readonly Entry[],
): Promise<Map<string, KnownOrder>> {
  const keys = entries.map(({ channel, orderNo }) => ({ channel, order_no: orderNo }));
  // The numbers once more as an array: before the first ANALYZE the planner would join over every order of the shop.
  const numbers = keys.map((key) => key.order_no);
  const { rows } = await sql<Row>`
    select o.order_id, o.channel, o.order_no, o.import_id, o.refunded_minor, ${columnsRead} from orders.orders o
    join json_to_recordset(${JSON.stringify(keys)}::json) as k(channel text, order_no text)
      on o.channel = k.channel and o.order_no = k.order_no
    where o.shop_id = ${shopId} and o.order_no = any(${numbers}::text[])
    order by o.order_id for update of o`.execute(tx);
  const statements = await statementsOf(
    tx,
    shopId,
    rows.map((row) => row.order_id),
  );
  return new Map(
    rows.map((row) => [
      orderKey({ channel: row.channel, orderNo: row.order_no }),
      {
        ...{
          orderId: row.order_id,
          importId: row.import_id,
          columns: row,
          refundedMinor: row.refunded_minor,
        },
        statements: statements.get(row.order_id) ?? [],
      },
    ]),
  );
}

interface StatementRow extends SaidBy {
  readonly order_id: number;
  readonly said: OrderSaying;
  readonly receiver: string | null;
  readonly heardNo: number;
}

/** What was said about orders, by order id. */
export async function statementsOf(
  tx: Tx,
  shopId: number,
  ids: readonly number[],
): Promise<Map<number, StatementRow[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StatementRow>`
    select order_id, said, encode(receiver_sealed, 'hex') as receiver, heard_no as "heardNo",
      encode(digest, 'hex') as digest, said_no as "saidNo", import_id as "importId"
    from orders.statements where shop_id = ${shopId} and order_id = any(${ids}::bigint[])`.execute(tx);
  return Map.groupBy(rows, (row) => row.order_id);
}

/** Numbers for new orders, taken first: a receiver is sealed to the number of its order. */
export async function takeOrderIds(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval('orders.orders_order_id_seq') as id from generate_series(1, ${count}::integer)`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

export type NewOrder = OrderColumns & {
  readonly order_id: number;
  readonly channel: string;
  readonly order_no: string;
};

/** Ids of those that were not there yet; another writer may have made one in this moment. */
export async function insertOrders(
  tx: Tx,
  shopId: number,
  { rows, importId = null }: { rows: readonly NewOrder[]; importId: number | null | undefined },
): Promise<Set<number>> {
  const made = await sql<{ order_id: number }>`
    insert into orders.orders (shop_id, order_id, channel, order_no, import_id, ${columnNames})
    overriding system value
    select ${shopId}, r.order_id, r.channel, r.order_no, ${importId}, ${columnValues}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, channel text, order_no text, ${columnTypes})
    on conflict (shop_id, order_no, channel) do nothing returning order_id`.execute(tx);
  return new Set(made.rows.map((row) => row.order_id));
}

/** Writes changed headers; each gets a new version. Throws 23514 refund_within_paid where less is paid than given back. */
export async function updateOrders(
  tx: Tx,
  shopId: number,
  rows: readonly (OrderColumns & { readonly order_id: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update orders.orders as o set ${columnSets}, row_version = greatest(o.row_version + 1, platform.next_version())
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(order_id bigint, ${columnTypes})
    where o.shop_id = ${shopId} and o.order_id = r.order_id`.execute(tx);
}

export interface NewStatement {
  readonly order_id: number;
  readonly digest: string;
  readonly said: OrderSaying;
  /** Hex. */
  readonly receiver: string | null;
}

export async function insertStatements(
  tx: Tx,
  shopId: number,
  { rows, importId = null }: { rows: readonly NewStatement[]; importId: number | null | undefined },
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into orders.statements (shop_id, order_id, digest, said, receiver_sealed, import_id)
    select ${shopId}, order_id, decode(digest, 'hex'), said, decode(receiver, 'hex'), ${importId}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(order_id bigint, digest text, said jsonb, receiver text)`.execute(tx);
}
