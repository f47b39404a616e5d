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

const columns = [
  column('refund_id', ['内部编号', 'Id'], 'int'),
  column('refund_no', ['退款单号', 'Refund no']),
  column('channel', ['渠道', 'Channel']),
  column('order_id', ['订单内部编号', 'Order id'], 'int'),
  column('order_no', ['订单号', 'Order no']),
  column('person_id', ['自然人编号', 'Person'], 'int'),
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('state', ['状态', 'State']),
  column('type', ['类型', 'Type']),
  column('reason', ['原因', 'Reason']),
  column('refunded_at', ['退款时间', 'Refunded at'], 'instant'),
  column('currency', ['币种', 'Currency']),
  column('amount', ['金额', 'Amount'], 'money'),
];

export const refundsExport: ExportNoun = {
  noun: 'refunds',
  summary: { zh: '退款单，每行一张', en: 'Refunds, one a row' },
  permission: 'orders:read',
  filters: {
    ...dayFilters(['退款', 'refunding']),
    channel: textFilter(['渠道', 'channel']),
    state: textFilter(['状态', 'state']),
  },
  columns: async () => columns,
  read: (ask) => readPages<number>(ask, (tx, after) => readPage(tx, ask, after)),
  count: (ask) => countRows(ask, sql`orders.refunds f`, conditions(ask)),
};

const conditions = (ask: ExportAsk): RawBuilder<unknown>[] => [
  sql`f.shop_id = ${ask.shop.shopId}`,
  ...withinDays(sql`f.refunded_at`, ask),
  ...whereEqual({ channel: sql`f.channel`, state: sql`f.state` }, ask),
];

interface RefundRow {
  readonly refund_id: number;
  readonly person_id: number;
  readonly refunded_at: Date;
  readonly [column: string]: string | number | Date | null;
}

async function readPage(tx: Tx, ask: ExportAsk, after = 0): Promise<Page<number>> {
  const { rows } = await sql<RefundRow>`
    select f.refund_id, f.refund_no, f.channel, f.order_id, f.order_no, f.person_id, f.state, f.type, f.reason,
      f.refunded_at, f.currency, f.amount_minor as amount
    from orders.refunds f where ${sql.join([...conditions(ask), sql`f.refund_id > ${after}`], sql` and `)}
    order by f.refund_id limit ${pageRows}`.execute(tx);
  const people = rows.map((row) => row.person_id);
  const customers = await customersOf(tx, ask.shop.shopId, people);
  const shown = rows.map((row) => ({
    ...row,
    ...{ refunded_at: msOf(row.refunded_at), customer_id: customers.get(row.person_id) ?? null },
  }));
  return {
    batch: { rows: shown, people },
    next: rows.length < pageRows ? undefined : rows.at(-1)!.refund_id,
  };
}
