import { presetLabels } from '../../../../contract/preset-labels.ts';
import type { IdentityClaim, OrderRecord, OrderState, RefundRecord } from '../../../../contract/records.ts';
import { facts, latest } from '../fields/join-facts.ts';
import { meanings, type RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';
import { weakEvidence } from './buyer-phone.ts';

const CHANNEL = 'taobao';

const taobaoStates = meanings<OrderState>({
  等待买家付款: 'created',
  '买家已付款，等待卖家发货': 'paid',
  卖家部分发货: 'shipped',
  '卖家已发货，等待买家确认': 'shipped',
  交易成功: 'completed',
  交易关闭: 'cancelled',
});

const columns = {
  orderNo: { names: ['订单编号', '订单号'], required: true, filled: true },
  member: { names: ['买家会员名', '买家昵称'], personal: true },
  openUid: { names: ['buyer_open_uid', '买家open_uid', '买家OpenUid'] },
  goods: { names: ['买家应付货款'], required: true, filled: true, notNegative: true },
  shipping: { names: ['买家应付邮费'], notNegative: true },
  paid: { names: ['买家实际支付金额'], required: true, filled: true, notNegative: true },
  state: { names: ['订单状态'], required: true, filled: true },
  receiver: { names: ['收货人姓名', '收货人'], personal: true },
  address: { names: ['收货地址', '修改后的收货地址'], personal: true },
  phone: { names: ['联系手机', '联系电话'], personal: true },
  createdAt: { names: ['订单创建时间'], required: true, filled: true },
  paidAt: { names: ['订单付款时间'] },
  shippedAt: { names: ['发货时间'] },
  completedAt: { names: ['确认收货时间'] },
  closeReason: { names: ['订单关闭原因'] },
  refund: { names: ['退款金额'], notNegative: true },
  mobile: { names: ['是否手机订单'] },
} as const;

type Key = keyof typeof columns;
type Row = RowReader<Key>;

/**
 * Taobao and Tmall orders (ExportOrderList*.csv), one row per order, without lines: those come from
 * ExportOrderDetailList*.csv by `taobao-order-lines`.
 */
export const taobaoOrders = tableSource<Key>({
  name: 'taobao-orders',
  label: presetLabels['taobao-orders'],
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  columns,
  start: () => read,
});

function read(row: Row): readonly (OrderRecord | RefundRecord)[] {
  const order = orderOf(row);
  const refund = row.minor('refund') ?? 0;
  return refund > 0 ? [order, refundOf(row, order, refund)] : [order];
}

function orderOf(row: Row): OrderRecord {
  const state = row.oneOf('state', taobaoStates) ?? 'created';
  const times = timesOf(row, state);
  const place = placeOf(row.text('address'));
  return {
    kind: 'order',
    channel: CHANNEL,
    orderNo: row.needed('orderNo'),
    identities: buyerOf(row),
    state,
    ...times,
    currency: row.currency,
    ...moneyOf(row, times.paidAt !== undefined),
    receiver: facts({
      name: row.some('receiver'),
      phone: row.some('phone'),
      address: row.some('address'),
      ...place,
    }),
    lines: [],
    ...facts({
      weak: weakEvidence(row.text('receiver'), row.text('phone'), Object.values(place).join('')),
      marks: row.text('mobile') === '手机订单' ? ['mobile'] : undefined,
    }),
  };
}

/** The open uid is the platform's own number for a buyer; the member name can be changed. */
function buyerOf(row: Row): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  if (row.text('openUid') !== '')
    claims.push({ channel: CHANNEL, kind: 'open-uid', value: row.text('openUid') });
  if (row.text('member') !== '')
    claims.push({ channel: CHANNEL, kind: 'member-name', value: row.text('member') });
  return claims;
}

function timesOf(row: Row, state: OrderState) {
  const createdAt = row.instant('createdAt') ?? '';
  const paidAt = row.instant('paidAt');
  const shippedAt = row.instant('shippedAt');
  const completedAt = row.instant('completedAt');
  const sourceTime = latest(createdAt, paidAt, shippedAt, completedAt) ?? createdAt;
  const cancelledAt = state === 'cancelled' ? sourceTime : undefined;
  return { createdAt, sourceTime, ...facts({ paidAt, shippedAt, completedAt, cancelledAt }) };
}

/** What was asked less what was paid was taken off by vouchers and points. */
function moneyOf(row: Row, isPaid: boolean) {
  const goodsMinor = row.minor('goods') ?? 0;
  const shippingMinor = row.minor('shipping') ?? 0;
  const paid = row.minor('paid') ?? 0;
  const discountMinor = isPaid ? Math.max(0, goodsMinor + shippingMinor - paid) : 0;
  return { goodsMinor, shippingMinor, discountMinor, paidMinor: isPaid ? paid : 0 };
}

/** Addresses are written `广东省 深圳市 南山区 ...`, blanks between. */
function placeOf(address: string): { province?: string; city?: string; district?: string } {
  const [province, city, district] = address.split(/\s+/);
  return city === undefined ? {} : facts({ province, city, district });
}

function refundOf(row: Row, order: OrderRecord, amountMinor: number): RefundRecord {
  return {
    kind: 'refund',
    channel: CHANNEL,
    refundNo: `${order.orderNo}-refund`,
    orderNo: order.orderNo,
    identities: order.identities,
    refundedAt: order.sourceTime,
    currency: order.currency,
    amountMinor,
    state: 'done',
    lines: [],
    ...facts({ reason: row.some('closeReason') }),
  };
}
