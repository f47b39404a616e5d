import { sql } from 'kysely';
import { plainArray, textArray } from '../../platform/db/arrays.ts';
import type { Tx } from '../../platform/db/postgres.ts';
import type { LineSums } from './order-rules.ts';
import type { StoredLine } from './order-statement.ts';

/** A line on its way into orders.order_lines. */
export interface LineRow {
  readonly order_id: number;
  readonly line_key: string;
  readonly product_id: number;
  readonly title: string | null;
  readonly sku: string | null;
  readonly quantity: number;
  readonly unit_price: number;
  readonly amount_minor: number;
  readonly discount_minor: number;
  readonly cost_minor: number | null;
  readonly source_time: string;
}

export const lineRow = (orderId: number, sourceTime: string, line: StoredLine): LineRow => ({
  order_id: orderId,
  line_key: line.lineKey,
  product_id: line.productId,
  title: line.title ?? null,
  sku: line.sku ?? null,
  quantity: line.quantity,
  unit_price: line.unitPrice,
  amount_minor: line.amountMinor,
  discount_minor: line.discountMinor ?? 0,
  cost_minor: line.costMinor ?? null,
  source_time: sourceTime,
});

const recordset = sql.raw(`r(order_id bigint, line_key text, product_id integer, title text, sku text,
  quantity integer, unit_price numeric(18, 4), amount_minor bigint, discount_minor bigint, cost_minor bigint,
  source_time timestamptz)`);

/** The columns a source says, of `row`; equal wordings are equal text, their time left out. */
const wording = (row: string) =>
  sql.raw(`jsonb_build_object('product_id', ${row}.product_id, 'title', ${row}.title, 'sku', ${row}.sku,
    'quantity', ${row}.quantity, 'unit_price', ${row}.unit_price, 'amount_minor', ${row}.amount_minor,
    'discount_minor', ${row}.discount_minor, 'cost_minor', ${row}.cost_minor)`);

/**
 * Same: it was said like this before, at this source time. Again: it stands like this, said at another time. Older: it
 * differs, and a later source time stands.
 */
export type LineStanding = 'new' | 'same' | 'again' | 'different' | 'older';

/** How a line stands to what is stored; `saidNo`: of the wording it is the same as. */
export interface ComparedLine {
  readonly standing: LineStanding;
  readonly saidNo: number | null;
}

/** The statement of a line `r` in the same words and of the same time. */
const sameStatement = (shopId: number) => sql`(select s.said_no from orders.line_statements s
  where s.shop_id = ${shopId} and s.order_id = r.order_id and s.line_key = r.line_key
    and s.source_time = r.source_time and s.said = ${wording('r')})`;

/** Whether the stored line `l` has the words of `r`. */
const alike = sql.raw(`((l.product_id, l.quantity, l.unit_price, l.amount_minor, l.discount_minor) =
      (r.product_id, r.quantity, r.unit_price, r.amount_minor, r.discount_minor)
    and l.title is not distinct from r.title and l.sku is not distinct from r.sku
    and l.cost_minor is not distinct from r.cost_minor)`);

/** How each line stands to what is stored, in their order. */
export async function compareLines(
  tx: Tx,
  shopId: number,
  lines: readonly LineRow[],
): Promise<ComparedLine[]> {
  if (lines.length === 0) return [];
  const orders = [...new Set(lines.map((line) => line.order_id))];
  const { rows } = await sql<ComparedLine>`
    select case when absent then 'new' when said_no is not null then 'same' when words then 'again'
      when behind then 'older' else 'different' end as standing, said_no as "saidNo"
    from (select r.n, l.order_id is null as absent, ${alike} as words, r.source_time < l.source_time as behind,
      case when l.order_id is null then null when l.source_time = r.source_time and ${alike} then l.said_no
        else ${sameStatement(shopId)} end as said_no
    from rows from (json_to_recordset(${JSON.stringify(lines)}::json) as (order_id bigint, line_key text,
      product_id integer, title text, sku text, quantity integer, unit_price numeric(18, 4), amount_minor bigint,
      discount_minor bigint, cost_minor bigint, source_time timestamptz)) with ordinality as r(order_id, line_key,
      product_id, title, sku, quantity, unit_price, amount_minor, discount_minor, cost_minor, source_time, n)
    left join orders.order_lines l
      on l.shop_id = ${shopId} and l.order_id = r.order_id and l.line_key = r.line_key
        and l.order_id = any(${orders}::bigint[])) compared
    order by n`.execute(tx);
  return rows;
}

interface NewLines {
  readonly lines: readonly LineRow[];
  readonly importId: number | null | undefined;
}

/**
 * Lines known to be new, of orders that this transaction made or holds locked: no foreign key looks after that
 * (docs/decisions/0010). As arrays, which PostgreSQL reads in half the time of JSON: every second row of an import's work
 * is here.
 */
export async function insertLines(
  tx: Tx,
  shopId: number,
  { lines, importId = null }: NewLines,
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into orders.order_lines (shop_id, order_id, line_key, product_id, title, sku, quantity, unit_price,
      amount_minor, discount_minor, cost_minor, source_time, import_id)
    select ${shopId}, r.*, ${importId} from unnest(
      ${numbers(lines, 'order_id')}::bigint[], ${texts(lines, 'line_key')}::text[],
      ${numbers(lines, 'product_id')}::integer[], ${texts(lines, 'title')}::text[], ${texts(lines, 'sku')}::text[],
      ${numbers(lines, 'quantity')}::integer[], ${numbers(lines, 'unit_price')}::numeric(18, 4)[],
      ${numbers(lines, 'amount_minor')}::bigint[], ${numbers(lines, 'discount_minor')}::bigint[],
      ${numbers(lines, 'cost_minor')}::bigint[], ${texts(lines, 'source_time')}::timestamptz[]) as r`.execute(
    tx,
  );
}

const numbers = (
  lines: readonly LineRow[],
  column:
    | 'order_id'
    | 'product_id'
    | 'quantity'
    | 'unit_price'
    | 'amount_minor'
    | 'discount_minor'
    | 'cost_minor',
): string => plainArray(lines.map((line) => line[column]));

const texts = (lines: readonly LineRow[], column: 'line_key' | 'title' | 'sku' | 'source_time'): string =>
  textArray(lines.map((line) => line[column]));

/**
 * Keeps lines said once more: the standing wording and the new one become statements, and the latest by source time
 * (then by arrival) stands. Throws 23514 refunded_within_bought where less is bought than was given back.
 */
export async function restateLines(
  tx: Tx,
  shopId: number,
  { lines, importId = null }: NewLines,
): Promise<void> {
  if (lines.length === 0) return;
  const json = JSON.stringify(lines);
  await sql`
    insert into orders.line_statements (shop_id, order_id, line_key, digest, said, source_time, import_id, said_no)
    select shop_id, order_id, line_key, substring(sha256(convert_to(said::text || source_time::text, 'UTF8')) for 16),
      said, source_time, import_id, coalesce(said_no, nextval('orders.said_no_seq'))
    from (
      select 0 as part, l.shop_id, l.order_id, l.line_key, l.source_time, l.import_id, ${wording('l')} as said, l.said_no
      from orders.order_lines l join json_to_recordset(${json}::json) as ${recordset}
        on l.shop_id = ${shopId} and l.order_id = r.order_id and l.line_key = r.line_key
      union all
      select 1, ${shopId}, r.order_id, r.line_key, r.source_time, ${importId}::bigint, ${wording('r')}, null
      from json_to_recordset(${json}::json) as ${recordset}) s
    order by part on conflict do nothing`.execute(tx);
  await standLatest(tx, shopId, lines);
}

/** Brings lines that have statements in line with the latest of them. */
export async function standLatest(
  tx: Tx,
  shopId: number,
  lines: readonly Pick<LineRow, 'order_id' | 'line_key'>[],
): Promise<void> {
  const keys = lines.map(({ order_id, line_key }) => ({ order_id, line_key }));
  await sql`
    update orders.order_lines l set product_id = w.product_id, title = w.title, sku = w.sku, quantity = w.quantity,
      unit_price = w.unit_price, amount_minor = w.amount_minor, discount_minor = w.discount_minor,
      cost_minor = w.cost_minor, source_time = s.source_time, said_no = s.said_no
    from (
      select distinct on (order_id, line_key) order_id, line_key, source_time, said, said_no
      from orders.line_statements
      join json_to_recordset(${JSON.stringify(keys)}::json) as k(order_id bigint, line_key text)
        using (order_id, line_key)
      where shop_id = ${shopId} order by order_id, line_key, source_time desc, heard_no desc) s
    cross join lateral jsonb_to_record(s.said) as w(product_id integer, title text, sku text, quantity integer,
      unit_price numeric(18, 4), amount_minor bigint, discount_minor bigint, cost_minor bigint)
    where l.shop_id = ${shopId} and l.order_id = s.order_id and l.line_key = s.line_key`.execute(tx);
}

/** What the lines of each order come to; orders without lines are absent. */
export async function lineSums(
  tx: Tx,
  shopId: number,
  ids: readonly number[],
): Promise<Map<number, LineSums>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LineSums & { order_id: number }>`
    select order_id, sum(amount_minor)::bigint as amount, sum(quantity)::bigint as quantity from orders.order_lines
    where shop_id = ${shopId} and order_id = any(${ids}::bigint[]) group by order_id`.execute(tx);
  return new Map(rows.map(({ order_id, ...sums }) => [order_id, sums]));
}
