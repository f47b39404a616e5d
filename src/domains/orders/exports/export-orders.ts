import { type RawBuilder, sql } from 'kysely';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
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
  type Row,
  readPages,
  textFilter,
  whereEqual,
  withinDays,
} from '../../../platform/exports/index.ts';
import { customersOf } from '../../customers/index.ts';
import { type HeaderRow, maskReceiver, openReceiver } from '../present.ts';

const personal = { class: 'personal' } as const;

const columns = [
  column('order_id', ['内部编号', 'Id'], 'int'),
  column('order_no', ['订单号', 'Order no']),
  column('channel', ['渠道', 'Channel']),
  column('state', ['状态', 'State']),
  column('is_paid', ['计入支付订单', 'Counts as paid'], 'boolean'),
  column('person_id', ['自然人编号', 'Person'], 'int'),
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('created_at', ['下单时间', 'Created'], 'instant'),
  column('paid_at', ['支付时间', 'Paid at'], 'instant'),
  column('shipped_at', ['发货时间', 'Shipped'], 'instant'),
  column('delivered_at', ['签收时间', 'Delivered'], 'instant'),
  column('completed_at', ['完成时间', 'Completed'], 'instant'),
  column('cancelled_at', ['取消时间', 'Cancelled'], 'instant'),
  column('currency', ['币种', 'Currency']),
  column('goods', ['商品金额', 'Goods'], 'money'),
  column('shipping', ['运费', 'Shipping'], 'money'),
  column('discount', ['优惠', 'Discount'], 'money'),
  column('paid', ['实付', 'Paid'], 'money'),
  column('refunded', ['已退', 'Refunded'], 'money'),
  column('quantity', ['件数', 'Quantity'], 'int'),
  column('receiver_name', ['收件人', 'Receiver'], 'text', personal),
  column('receiver_phone', ['收件电话', "Receiver's phone"], 'text', personal),
  column('receiver_address', ['收件地址', "Receiver's address"], 'text', personal),
  column('province', ['省份', 'Province']),
  column('city', ['城市', 'City']),
  column('district', ['区县', 'District']),
  column('tie_kind', ['社交关系', 'Tie']),
  column('tie_no', ['社交关系编号', 'Tie no']),
  column('tie_role', ['社交角色', 'Role in tie']),
  column('touch_source', ['来源', 'Source']),
  column('touch_medium', ['媒介', 'Medium']),
  column('touch_campaign', ['活动', 'Campaign']),
  column('marks', ['标记', 'Marks']),
  column('priority_shipping', ['优先发货', 'Priority shipping'], 'boolean'),
];

/** Of these persons, those whose orders go first. */
export type PriorityFinder = (
  tx: Tx,
  shopId: number,
  personIds: readonly number[],
) => Promise<ReadonlySet<number>>;

const nobodyFirst: PriorityFinder = async () => new Set();

export const ordersExport = (findPriority = nobodyFirst): ExportNoun => ({
  noun: 'orders',
  summary: { zh: '订单，每行一单', en: 'Orders, one a row' },
  permission: 'orders:read',
  filters: {
    ...dayFilters(['下单', 'placing']),
    channel: textFilter(['渠道', 'channel']),
    state: textFilter(['状态', 'state']),
  },
  columns: async () => columns,
  async *read(ask) {
    const keys = await ask.platform.keyring.forShop(ask.shop.shopId);
    yield* readPages<number>(ask, (tx, after) => readPage(tx, { ...ask, keys, after, findPriority }));
  },
  count: (ask) => countRows(ask, sql`orders.orders o`, conditions(ask)),
});

const conditions = (ask: ExportAsk): RawBuilder<unknown>[] => [
  sql`o.shop_id = ${ask.shop.shopId}`,
  ...withinDays(sql`o.created_at`, ask),
  ...whereEqual({ channel: sql`o.channel`, state: sql`o.state` }, ask),
];

interface Asking extends ExportAsk {
  readonly keys: ShopKeys;
  readonly after: number | undefined;
  readonly findPriority: PriorityFinder;
}

async function readPage(tx: Tx, ask: Asking): Promise<Page<number>> {
  const { rows } = await sql<HeaderRow>`
    select o.* from orders.orders o
    where ${sql.join([...conditions(ask), sql`o.order_id > ${ask.after ?? 0}`], sql` and `)}
    order by o.order_id limit ${pageRows}`.execute(tx);
  const people = rows.map((row) => row.person_id);
  const customers = await customersOf(tx, ask.shop.shopId, people);
  const first = ask.columns.has('priority_shipping')
    ? await ask.findPriority(tx, ask.shop.shopId, people)
    : new Set<number>();
  const shown = rows.map((row) => ({
    ...rowOf(row, customers.get(row.person_id) ?? null, ask),
    priority_shipping: first.has(row.person_id),
  }));
  return { batch: { rows: shown, people }, next: rows.length < pageRows ? undefined : rows.at(-1)?.order_id };
}

function rowOf(it: HeaderRow, customer: number | null, ask: Asking): Row {
  const word = (name: string): string | null => (it.touch?.[name] as string | undefined) ?? null;
  return {
    ...{ order_id: it.order_id, order_no: it.order_no, channel: it.channel, state: it.state },
    ...{ is_paid: it.is_paid, person_id: it.person_id, customer_id: customer },
    ...{ created_at: msOf(it.created_at), paid_at: msOf(it.paid_at), shipped_at: msOf(it.shipped_at) },
    ...{ delivered_at: msOf(it.delivered_at), completed_at: msOf(it.completed_at) },
    ...{ cancelled_at: msOf(it.cancelled_at), currency: it.currency },
    ...{ goods: it.goods_minor, shipping: it.shipping_minor, discount: it.discount_minor },
    ...{ paid: it.paid_minor, refunded: it.refunded_minor, quantity: it.quantity },
    ...{ province: it.province, city: it.city, district: it.district },
    ...{ tie_kind: it.tie_kind, tie_no: it.tie_no, tie_role: it.tie_role },
    ...{ touch_source: word('source'), touch_medium: word('medium'), touch_campaign: word('campaign') },
    ...{ marks: it.marks.join(' '), ...receiverCells(it, ask) },
  };
}

const receiverColumns = ['receiver_name', 'receiver_phone', 'receiver_address'];

/** Sealed values are opened only where a column wants one: that is most of an order's time. */
function receiverCells(it: HeaderRow, { keys, masking, columns: wanted }: Asking): Row {
  if (!receiverColumns.some((code) => wanted.has(code))) return {};
  const clear = openReceiver(it, keys);
  const { name, phone, address } = masking === 'clear' ? clear : maskReceiver(clear, masking);
  return { receiver_name: name, receiver_phone: phone, receiver_address: address };
}
