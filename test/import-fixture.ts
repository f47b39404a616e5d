import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ImportTools } from '../src/domains/ingest/imports/import-run.ts';
import { registerMirrors } from '../src/mirrors.ts';
import { withShop } from '../src/platform/db/postgres.ts';
import type { TestShop, World } from './world.ts';

/** For tests of imports: tools over a world, files, and what is stored. */

export function toolsOf(world: World): ImportTools {
  registerMirrors(world.platform);
  return { platform: world.platform, mirror: world.platform.mirror };
}

let made = 0;

/** Writes a file into the world's data directory; answers its path. */
export async function fileIn(world: World, content: string | Uint8Array): Promise<string> {
  made += 1;
  const path = join(world.platform.config.dataDir, `file-${made}.csv`);
  await writeFile(path, content);
  return path;
}

/** Rows of the store that an import may touch, as text: equal texts, equal shops. Ids and versions are left out. */
export async function contentsOf(world: World, { shopId }: Pick<TestShop, 'shopId'>): Promise<string> {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ part: string }>`
      select 'order ' || jsonb_build_array(channel, order_no, state, goods_minor, paid_minor, refunded_minor, quantity,
        is_paid, created_at)::text as part from orders.orders where shop_id = ${shopId}
      union all
      select 'line ' || jsonb_build_array(o.order_no, l.line_key, l.title, l.quantity, l.amount_minor,
        l.refunded_quantity)::text from orders.order_lines l join orders.orders o using (shop_id, order_id)
      where l.shop_id = ${shopId}
      union all
      select 'refund ' || jsonb_build_array(refund_no, amount_minor, state)::text from orders.refunds
      where shop_id = ${shopId}
      union all
      select 'adjustment ' || jsonb_build_array(adjustment_no, amount_minor)::text from orders.adjustments
      where shop_id = ${shopId}
      union all
      select 'persons ' || count(*)::text from customers.persons where shop_id = ${shopId}
      union all
      select 'product ' || jsonb_build_array(channel, product_no)::text from products.channel_products
      where shop_id = ${shopId}
      order by part`.execute(tx),
  );
  return rows.map((row) => row.part).join('\n');
}

/** Sums over ClickHouse's mirror of a shop. */
export async function mirrored(
  world: Pick<World, 'platform'>,
  shopId: number,
): Promise<{ orders: number; lines: number; amount: number }> {
  const [row] = await world.platform.clickhouse.query<{ orders: string; lines: string; amount: string }>({
    sql: `SELECT (SELECT count() FROM orders WHERE shop_id = {shop:UInt32}) AS orders, count() AS lines,
      sum(amount_minor) AS amount FROM order_lines WHERE shop_id = {shop:UInt32}`,
    shopId,
  });
  return { orders: Number(row!.orders), lines: Number(row!.lines), amount: Number(row!.amount) };
}

export interface UciRow {
  readonly invoice: string;
  readonly stock?: string;
  readonly quantity?: number;
  readonly price?: string;
  readonly customer?: string;
  readonly minute?: number;
}

/** A file in the shape of UCI Online Retail. */
export function uciFile(rows: readonly UciRow[]): string {
  const lines = rows.map(
    ({ invoice, stock = 'A', quantity = 1, price = '1.00', customer = '17850.0', minute = 0 }) => {
      const at = new Date(Date.UTC(2011, 0, 1, 8, minute)).toISOString().slice(0, 19).replace('T', ' ');
      return `${invoice},${stock},THING ${stock},${quantity},${at},${price},${customer},France`;
    },
  );
  return `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n${lines.join('\n')}\n`;
}
