import { sql } from 'kysely';
import type { Tx } from '../../platform/db/postgres.ts';
import type { RefundSaying, RefundStatement } from './refund-rules.ts';

/** The columns of orders.refunds that follow from statements and lines. */
export interface RefundColumns {
  readonly order_no: string | null;
  readonly order_id: number | null;
  readonly person_id: number;
  readonly refunded_at: string;
  readonly currency: string;
  readonly amount_minor: number;
  readonly type: string | null;
  readonly state: RefundSaying['state'];
  readonly reason: string | null;
}

const columns = `order_no, order_id, person_id, refunded_at, currency, amount_minor, type, state, reason`;
const recordset = sql.raw(`r(refund_id bigint, channel text, refund_no text, order_no text, order_id bigint,
  person_id integer, refunded_at timestamptz, currency text, amount_minor bigint, type text, state text, reason text)`);

/** A statement with who made it (null = a live source), and the keys of the lines that came with it. */
interface SaidRefund extends RefundStatement {
  readonly importId: number | null;
  readonly lineKeys: readonly string[];
}

/** A refund as it stands, with what was said about it and the amounts of its lines by key. */
export interface KnownRefund {
  readonly refundId: number;
  readonly importId: number | null;
  readonly columns: Omit<RefundColumns, 'refunded_at'> & { readonly refunded_at: Date };
  readonly statements: readonly SaidRefund[];
  readonly lines: ReadonlyMap<string, number>;
}

export const refundKey = (it: { channel: string; refundNo: string }) => `${it.channel}\u0000${it.refundNo}`;

type Row = KnownRefund['columns'] & {
  readonly refund_id: number;
  readonly import_id: number | null;
  readonly channel: string;
  readonly refund_no: string;
};

/** First half of the advisory lock under which a shop's refunds are stored ('refu'); the second half is the shop. */
const lock = 0x72656675;

/**
 * From here until the transaction ends nobody else stores or links refunds of the shop. Whoever locks orders too takes
 * this first: undos and links do, and the other way round two would wait for each other.
 */
export async function lockRefundsOf(tx: Tx, shopId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock}::integer, ${shopId}::integer)`.execute(tx);
}

/** Refunds by `refundKey`, those that exist. Until the transaction ends nobody else stores refunds of the shop. */
export async function lockRefunds(
  tx: Tx,
  shopId: number,
  keys: readonly { channel: string; refundNo: string }[],
): Promise<Map<string, KnownRefund>> {
  await lockRefundsOf(tx, shopId);
  const numbers = keys.map(({ refundNo }) => refundNo);
  const { rows } = await sql<Row>`
    select refund_id, import_id, channel, refund_no, ${sql.raw(columns)} from orders.refunds
    where shop_id = ${shopId} and refund_no = any(${numbers}::text[])`.execute(tx);
  const known = await withParts(tx, shopId, rows);
  return new Map(
    rows.map((row, n) => [refundKey({ channel: row.channel, refundNo: row.refund_no }), known[n]!]),
  );
}

/** The refunds of these ids, in the same standing. */
export async function readRefunds(tx: Tx, shopId: number, ids: readonly number[]): Promise<KnownRefund[]> {
  await lockRefundsOf(tx, shopId);
  const { rows } = await sql<Row>`
    select refund_id, import_id, channel, refund_no, ${sql.raw(columns)} from orders.refunds
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
  return withParts(tx, shopId, rows);
}

async function withParts(tx: Tx, shopId: number, rows: readonly Row[]): Promise<KnownRefund[]> {
  const ids = rows.map((row) => row.refund_id);
  if (ids.length === 0) return [];
  const said = await sql<SaidRefund & { refund_id: number }>`
    select refund_id, said, heard_no as "heardNo", encode(header, 'hex') as header, import_id as "importId",
      array(select it ->> 'line_key' from jsonb_array_elements(lines) it) as "lineKeys"
    from orders.refund_statements
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
  const lines = await sql<{ refund_id: number; line_key: string; amount_minor: number }>`
    select refund_id, line_key, amount_minor from orders.refund_lines
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
  const [saidBy, linesBy] = [Map.groupBy(said.rows, idOf), Map.groupBy(lines.rows, idOf)];
  return rows.map(({ refund_id, import_id, ...row }) => ({
    ...{ refundId: refund_id, importId: import_id, columns: row, statements: saidBy.get(refund_id) ?? [] },
    lines: new Map((linesBy.get(refund_id) ?? []).map((line) => [line.line_key, line.amount_minor])),
  }));
}

const idOf = (row: { refund_id: number }) => row.refund_id;

/** What is written of refunds that are new or changed. */
export interface RefundWrites {
  readonly importId: number | null;
  readonly made: readonly (RefundColumns & { refund_id: number; channel: string; refund_no: string })[];
  readonly changed: readonly (RefundColumns & { refund_id: number })[];
  readonly statements: readonly RefundStatementRow[];
  readonly lines: readonly (RefundLine & { refund_id: number })[];
}

export interface RefundLine {
  readonly line_key: string;
  readonly product_id: number;
  readonly title: string | null;
  readonly quantity: number;
  readonly amount_minor: number;
}

export interface RefundStatementRow {
  readonly refund_id: number;
  /** Hex, of `said`. */
  readonly header: string;
  readonly said: RefundSaying;
  readonly lines: readonly RefundLine[];
}

export async function takeRefundIds(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval('orders.refunds_refund_id_seq') as id from generate_series(1, ${count}::integer)`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

export async function writeRefunds(tx: Tx, shopId: number, writes: RefundWrites): Promise<void> {
  const { importId } = writes;
  await sql`
    insert into orders.refunds (shop_id, refund_id, channel, refund_no, import_id, ${sql.raw(columns)})
    overriding system value
    select ${shopId}, refund_id, channel, refund_no, ${importId}, ${sql.raw(columns)}
    from json_to_recordset(${JSON.stringify(writes.made)}::json) as ${recordset}`.execute(tx);
  await updateRefunds(tx, shopId, writes.changed);
  await sql`
    insert into orders.refund_statements (shop_id, refund_id, header, said, lines, import_id)
    select ${shopId}, refund_id, decode(header, 'hex'), said, lines, ${importId}
    from json_to_recordset(${JSON.stringify(writes.statements)}::json)
      as r(refund_id bigint, header text, said jsonb, lines jsonb)`.execute(tx);
  await sql`
    insert into orders.refund_lines (shop_id, refund_id, line_key, product_id, title, quantity, amount_minor, import_id)
    select ${shopId}, refund_id, line_key, product_id, title, quantity, amount_minor, ${importId}
    from json_to_recordset(${JSON.stringify(writes.lines)}::json) as r(refund_id bigint, line_key text,
      product_id integer, title text, quantity integer, amount_minor bigint)`.execute(tx);
}

/** Writes changed headers; each gets a new version. */
export async function updateRefunds(tx: Tx, shopId: number, rows: RefundWrites['changed']): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update orders.refunds as f set order_no = r.order_no, order_id = r.order_id, person_id = r.person_id,
      refunded_at = r.refunded_at, currency = r.currency, amount_minor = r.amount_minor, type = r.type,
      state = r.state, reason = r.reason, row_version = greatest(f.row_version + 1, platform.next_version())
    from json_to_recordset(${JSON.stringify(rows)}::json) as ${recordset}
    where f.shop_id = ${shopId} and f.refund_id = r.refund_id`.execute(tx);
}
