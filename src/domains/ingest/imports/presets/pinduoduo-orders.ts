import { presetLabels } from '../../../../contract/preset-labels.ts';
import type {
  InputRecord,
  OrderLineRecord,
  OrderRecord,
  OrderState,
  ProductRecord,
  TieClaim,
} from '../../../../contract/records.ts';
import { facts, latest } from '../fields/join-facts.ts';
import { meanings, type RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';
import { phoneIdentity, weakEvidence } from './buyer-phone.ts';
import { type PinduoduoKey, pinduoduoColumns } from './pinduoduo-columns.ts';
import { pinduoduoRefund } from './pinduoduo-refund.ts';

const CHANNEL = 'pinduoduo';

type Row = RowReader<PinduoduoKey>;

/** A refunded order keeps how far it came: what was given back is the refund's to say. */
const STATES = meanings<OrderState>({
  待付款: 'created',
  待支付: 'created',
  待成团: 'paid',
  拼团中: 'paid',
  待发货: 'paid',
  部分发货: 'shipped',
  已发货: 'shipped',
  '已发货，待签收': 'shipped',
  已签收: 'delivered',
  交易成功: 'completed',
  已完成: 'completed',
  已取消: 'cancelled',
  交易关闭: 'cancelled',
  '未发货，退款成功': 'cancelled',
  '已发货，退款成功': 'shipped',
  '已签收，退款成功': 'delivered',
});

const ROLES = meanings<NonNullable<TieClaim['role']>>({ 团长: 'leader', 团员: 'member' });

const MARKS: readonly (readonly [PinduoduoKey, string])[] = [
  ['live', 'live-stream'],
  ['liveGuided', 'live-guided'],
  ['lottery', 'lottery'],
  ['instalments', 'instalments'],
];

/** Pinduoduo's order export: one row per order. Receiver's data is never the buyer's identity. */
export const pinduoduoOrders = tableSource<PinduoduoKey>({
  name: 'pinduoduo-orders',
  label: presetLabels['pinduoduo-orders'],
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  columns: pinduoduoColumns,
  start: () => read,
});

function read(row: Row): readonly InputRecord[] {
  const order = orderOf(row);
  return [order, ...pinduoduoRefund(row, order), ...productOf(row, order)];
}

function orderOf(row: Row): OrderRecord {
  const orderNo = row.needed('orderNo');
  const state = row.oneOf('state', STATES) ?? 'created';
  const times = timesOf(row, orderNo);
  const weak = weakEvidence(row.text('receiver'), row.text('receiverPhone'), districtOf(row));
  const paidMinor = row.minor('paid');
  const tie = tieOf(row);
  return {
    kind: 'order',
    channel: CHANNEL,
    orderNo,
    identities: buyerOf(row),
    state,
    ...times,
    currency: row.currency,
    goodsMinor: row.minor('goods') ?? 0,
    shippingMinor: row.minor('shipping') ?? 0,
    discountMinor: discountOf(row),
    // Unpaid orders show what would be due.
    paidMinor: times.paidAt === undefined && state === 'created' ? 0 : (paidMinor ?? 0),
    receiver: receiverOf(row),
    lines: [lineOf(row)],
    ...facts({ weak, tie, marks: marksOf(row), touch: touchOf(row) }),
  };
}

/** Recent exports mask the buyer's phone too: the order is a guest's then, and the import says of how many. */
function buyerOf(row: Row): OrderRecord['identities'] {
  const phone = row.text('buyerPhone');
  const identities = phoneIdentity(CHANNEL, phone);
  if (phone !== '' && identities.length === 0) row.leaveOut('buyerPhone');
  return identities;
}

function timesOf(row: Row, orderNo: string) {
  const paidAt = row.instant('paidAt');
  const shippedAt = row.instant('shippedAt');
  const deliveredAt = row.instant('deliveredAt');
  const completedAt = row.instant('completedAt');
  const confirmed = latest(row.instant('groupedAt'), row.instant('confirmedAt'));
  const createdAt = row.instant('orderedAt') ?? paidAt ?? confirmed ?? dayOfNumber(row, orderNo);
  const sourceTime = latest(createdAt, paidAt, confirmed, shippedAt, deliveredAt, completedAt) ?? createdAt;
  return { createdAt, sourceTime, ...facts({ paidAt, shippedAt, deliveredAt, completedAt }) };
}

/** Order numbers begin with their day, `240102-...`: the only date that an unpaid order has. */
function dayOfNumber(row: Row, orderNo: string): string {
  const found = /^(\d{2})(\d{2})(\d{2})-/.exec(orderNo);
  const at =
    found === null
      ? Number.NaN
      : row.zone.instantOf(Date.parse(`20${found[1]}-${found[2]}-${found[3]}T00:00Z`));
  if (Number.isFinite(at)) return new Date(at).toISOString();
  row.refuse('paidAt', 'missing-value', {
    zh: '没有任何可用的下单时间',
    en: 'No time says when this was ordered',
  });
  return '';
}

function discountOf(row: Row): number {
  return (
    (row.minor('shopDiscount') ?? 0) + (row.minor('platformDiscount') ?? 0) + (row.minor('payDiscount') ?? 0)
  );
}

function lineOf(row: Row): OrderLineRecord {
  const quantity = row.whole('quantity') ?? 0;
  const amountMinor = row.minor('goods') ?? 0;
  const productNo = row.some('productNo');
  return {
    lineNo: '1',
    ...facts({
      product: productNo === undefined ? undefined : { channel: CHANNEL, productNo },
      title: row.some('title'),
      sku: row.some('spec') ?? row.some('skuNo') ?? row.some('merchantCode'),
    }),
    quantity,
    unitPrice: row.unitPrice('unitPrice') ?? (quantity === 0 ? 0 : amountMinor / quantity),
    amountMinor,
  };
}

function productOf(row: Row, order: OrderRecord): ProductRecord[] {
  const product = order.lines[0]?.product;
  const category = (['category1', 'category2', 'category3', 'category4'] as const)
    .map((key) => row.text(key))
    .filter((name) => name !== '');
  if (product === undefined || category.length === 0) return [];
  return [
    { kind: 'product', ...product, category, at: order.createdAt, ...facts({ title: row.some('title') }) },
  ];
}

function districtOf(row: Row): string {
  return row.text('province') + row.text('city') + row.text('district');
}

function receiverOf(row: Row) {
  return facts({
    name: row.some('receiver'),
    phone: row.some('receiverPhone'),
    address: row.text('street') + row.text('address'),
    province: row.some('province'),
    city: row.some('city'),
    district: row.some('district'),
  });
}

function tieOf(row: Row): TieClaim | undefined {
  const tieNo = row.some('groupNo');
  const role = row.oneOf('groupRole', ROLES);
  return tieNo === undefined ? undefined : { kind: 'group-buy', tieNo, ...facts({ role }) };
}

function marksOf(row: Row): string[] | undefined {
  const marks = MARKS.filter(([key]) => row.text(key) === '是').map(([, mark]) => mark);
  return marks.length === 0 ? undefined : marks;
}

function touchOf(row: Row): OrderRecord['touch'] | undefined {
  const source = row.some('source');
  return source === undefined ? undefined : { source, channel: CHANNEL };
}
