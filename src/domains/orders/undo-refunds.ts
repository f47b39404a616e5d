import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/postgres.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { owe } from '../../platform/mirror/index.ts';
import { detachRefunds } from './detach-refunds.ts';
import { endedRefundsKind } from './orders-kind.ts';
import {
  type KnownRefund,
  lockRefundsOf,
  type RefundWrites,
  readRefunds,
  updateRefunds,
} from './refund-rows.ts';
import { foldRefund } from './refund-rules.ts';
import { refundColumns } from './store-refunds.ts';
import type { Undoing } from './storing.ts';
import { inPages } from './undo-pages.ts';

/** Refunds per transaction. */
const page = 1000;

/**
 * Takes back what an import said about refunds. A document that others spoke of stands as they said it; one nobody
 * else knows is gone. Both come loose from their orders: `linkRefunds` ties the rest again.
 */
export async function undoRefunds(db: Db, undoing: Undoing): Promise<void> {
  await inPages(undoing, () => withShopAgain(db, undoing.shopId, (tx) => undoPage(tx, undoing)));
}

async function undoPage(tx: Tx, undoing: Undoing): Promise<number> {
  const { shopId } = undoing;
  await lockRefundsOf(tx, shopId);
  const ids = await refundsOfImport(tx, undoing);
  if (ids.length === 0) return 0;
  await detachRefunds(tx, shopId, { refunds: ids });
  await forget(tx, undoing, ids);
  const left = await readRefunds(tx, shopId, ids);
  await deleteRefunds(
    tx,
    shopId,
    left.filter(isGone).map(({ refundId }) => refundId),
  );
  await updateRefunds(tx, shopId, left.filter((it) => !isGone(it)).map(refolded));
  await owe(tx, shopId, endedRefundsKind, ids);
  return ids.length;
}

async function refundsOfImport(tx: Tx, { shopId, importId }: Undoing): Promise<number[]> {
  const { rows } = await sql<{ refund_id: number }>`
    select distinct refund_id from orders.refund_statements
    where shop_id = ${shopId} and import_id = ${importId} limit ${page}`.execute(tx);
  return rows.map((row) => row.refund_id);
}

/** Takes the import's statements away; the lines are made again from those that are left. */
async function forget(tx: Tx, { shopId, importId }: Undoing, ids: readonly number[]): Promise<void> {
  await sql`delete from orders.refund_statements
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[]) and import_id = ${importId}`.execute(tx);
  await sql`delete from orders.refund_lines
    where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(tx);
  await sql`
    insert into orders.refund_lines (shop_id, refund_id, line_key, product_id, title, quantity, amount_minor, import_id)
    select distinct on (s.refund_id, l.line_key) ${shopId}, s.refund_id, l.line_key, l.product_id, l.title, l.quantity,
      l.amount_minor, s.import_id
    from orders.refund_statements s cross join lateral jsonb_to_recordset(s.lines)
      as l(line_key text, product_id integer, title text, quantity integer, amount_minor bigint)
    where s.shop_id = ${shopId} and s.refund_id = any(${ids}::bigint[])
    order by s.refund_id, l.line_key, s.heard_no`.execute(tx);
  await sql`
    update orders.refunds f set import_id = (select min(s.import_id) from orders.refund_statements s
      where s.shop_id = ${shopId} and s.refund_id = f.refund_id)
    where f.shop_id = ${shopId} and f.refund_id = any(${ids}::bigint[]) and f.import_id = ${importId}`.execute(
    tx,
  );
}

const isGone = ({ statements }: KnownRefund) => statements.length === 0;

function refolded({ refundId, statements, lines }: KnownRefund): RefundWrites['changed'][number] {
  const said = foldRefund(statements);
  const amount = said.amountMinor ?? [...lines.values()].reduce((sum, it) => sum + it, 0);
  return { refund_id: refundId, ...refundColumns(said, { amount, orderId: null }) };
}

async function deleteRefunds(tx: Tx, shopId: number, ids: readonly number[]): Promise<void> {
  await sql`delete from orders.refunds where shop_id = ${shopId} and refund_id = any(${ids}::bigint[])`.execute(
    tx,
  );
}
