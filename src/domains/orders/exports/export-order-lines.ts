import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import {
  column,
  countRows,
  dayFilters,
  type ExportAsk,
  type ExportNoun,
  msOf,
  type Page,
  pageRows,
  readPages,
  textFilter,
  whereEqual,
  withinDays,
} from '../../../platform/exports/index.ts';
import { customersOf } from '../../customers/index.ts';

/** What a line costs the shop is left out: whoever sees orders need not see margins. */
const columns = [
  column('order_id', ['内部编号', 'Order id'], 'int'),
  column('order_no', ['订单号', 'Order no']),
  column('channel', ['渠道', 'Channel']),
  column('state', ['状态', 'State']),
  column('is_paid', ['计入支付订单', 'Counts as paid'], 'boolean'),
  column('created_at', ['下单时间', 'Created'], 'instant'),
  column('person_id', ['自然人编号', 'Person'], 'int'),
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('line_key', ['明细编号', 'Line']),
  column('product_id', ['商品内部编号', 'Product'], 'int'),
  column('title', ['商品', 'Title']),
  column('sku', ['规格', 'SKU']),
  column('quantity', ['数量', 'Quantity'], 'int'),
  column('refunded_quantity', ['已退数量', 'Refunded quantity'], 'int'),
  column('currency', ['币种', 'Currency']),
  column('discount', ['优惠', 'Discount'], 'money'),
  column('amount', ['金额', 'Amount'], 'money'),
];

export const orderLinesExport: ExportNoun = {
  noun: 'order-lines',
  summary: { zh: '订单明细，每行一条', en: 'Order lines, one a row' },
  permission: 'orders:read',
  filters: {
    ...dayFilters(['下单', 'placing']),
    channel: textFilter(['渠道', 'channel']),
    state: textFilter(['状态', 'state']),
  },
  columns: async () => columns,
  read: (ask) => readPages<Place>(ask, (tx, after) => readPage(tx, ask, after)),
  count: (ask) => countRows(ask, lines, conditions(ask)),
};

interface Place {
  readonly orderId: number;
  readonly lineKey: string;
}

const lines = sql`orders.order_lines l
  join orders.orders o on o.shop_id = l.shop_id and o.order_id = l.order_id`;

const conditions = (ask: ExportAsk): RawBuilder<unknown>[] => [
  sql`l.shop_id = ${ask.shop.shopId}`,
  ...withinDays(sql`o.created_at`, ask),
  ...whereEqual({ channel: sql`o.channel`, state: sql`o.state` }, ask),
];

interface LineRow {
  readonly order_id: number;
  readonly line_key: string;
  readonly person_id: number;
  readonly created_at: Date;
  readonly [column: string]: string | number | boolean | Date | null;
}

async function readPage(tx: Tx, ask: ExportAsk, after: Place | undefined): Promise<Page<Place>> {
  const behind = after && sql`(l.order_id, l.line_key) > (${after.orderId}::bigint, ${after.lineKey})`;
  const { rows } = await sql<LineRow>`
    select l.order_id, o.order_no, o.channel, o.state, o.is_paid, o.created_at, o.person_id, l.line_key,
      l.product_id, l.title, l.sku, l.quantity, l.refunded_quantity, o.currency, l.discount_minor as discount,
      l.amount_minor as amount
    from ${lines} where ${sql.join([...conditions(ask), ...(behind ? [behind] : [])], sql` and `)}
    order by l.order_id, l.line_key limit ${pageRows}`.execute(tx);
  const people = rows.map((row) => row.person_id);
  const customers = await customersOf(tx, ask.shop.shopId, people);
  const shown = rows.map((row) => ({
    ...row,
    ...{ created_at: msOf(row.created_at), customer_id: customers.get(row.person_id) ?? null },
  }));
  const last = rows.length < pageRows ? undefined : rows.at(-1)!;
  return {
    batch: { rows: shown, people },
    next: last && { orderId: last.order_id, lineKey: last.line_key },
  };
}
