import type { OrderLineRecord, OrderRecord, OrderState, RefundRecord } from '../../../../contract/records.ts';
import { facts, latest } from '../fields/join-facts.ts';
import { touchOf } from './mapped-records.ts';
import type { MappedRow } from './mapped-row.ts';
import { tieOf } from './mapped-tie.ts';

const STATES: readonly OrderState[] = ['created', 'paid', 'shipped', 'delivered', 'completed', 'cancelled'];

/** Fields of a line: a file that maps none of them has orders without lines. */
const LINE_FIELDS = ['line_no', 'product_no', 'title', 'sku', 'quantity', 'unit_price', 'amount'];

/** An order, or one line of it, and its refund where the row speaks of one. */
export function orderOf(row: MappedRow): (OrderRecord | RefundRecord)[] {
  const { channel, fields } = row.mapping;
  const times = timesOf(row);
  const paidMinor = row.minor('paid');
  const state = stateOf(row, times.paidAt !== undefined);
  const hasLine = LINE_FIELDS.some((key) => key in fields);
  const order: OrderRecord = {
    kind: 'order',
    channel,
    orderNo: row.needed('order_no'),
    identities: row.identities(),
    state,
    ...times,
    currency: row.currency,
    receiver: receiverOf(row),
    lines: hasLine ? [lineOf(row)] : [],
    ...facts({
      goodsMinor: row.minor('goods'),
      shippingMinor: row.minor('shipping'),
      discountMinor: row.minor('discount'),
      paidMinor,
      payments: paymentsOf(row, { state, ...times, ...facts({ paidMinor }) }),
      tie: tieOf(row),
      touch: touchOf(row),
    }),
  };
  return [order, ...refundOf(row, order)];
}

/** Without a state of its own an order is what its times say: paid, unless the file has a column of payment times that is empty here. */
function stateOf(row: MappedRow, isPaid: boolean): OrderState {
  const stated = row.oneOf('state', STATES);
  if (stated !== undefined) return stated;
  return isPaid || !('paid_at' in row.mapping.fields) ? 'paid' : 'created';
}

function timesOf(row: MappedRow) {
  const createdAt = row.instant('created_at') ?? row.needed('created_at');
  const times = facts({
    paidAt: row.instant('paid_at'),
    shippedAt: row.instant('shipped_at'),
    deliveredAt: row.instant('delivered_at'),
    completedAt: row.instant('completed_at'),
    cancelledAt: row.instant('cancelled_at'),
  });
  const sourceTime = row.instant('source_time') ?? latest(createdAt, ...Object.values(times)) ?? createdAt;
  return { createdAt, sourceTime, ...times };
}

function lineOf(row: MappedRow): OrderLineRecord {
  const { channel } = row.mapping;
  const quantity = row.whole('quantity') ?? 1;
  const productNo = row.text('product_no');
  const amountMinor = row.minor('amount') ?? row.minor('unit_price', quantity) ?? 0;
  return {
    ...facts({
      lineNo: row.text('line_no'),
      product: productNo === undefined ? undefined : { channel, productNo },
      title: row.text('title'),
      sku: row.text('sku'),
      discountMinor: row.minor('line_discount'),
      costMinor: row.minor('cost'),
    }),
    quantity,
    unitPrice: row.unitPrice('unit_price') ?? (quantity === 0 ? 0 : amountMinor / quantity),
    amountMinor,
  };
}

function receiverOf(row: MappedRow) {
  return facts({
    name: row.text('receiver_name'),
    phone: row.text('receiver_phone'),
    address: row.text('receiver_address'),
    province: row.text('province'),
    city: row.text('city'),
    district: row.text('district'),
  });
}

type Paid = Pick<OrderRecord, 'state' | 'paidAt' | 'sourceTime' | 'paidMinor'>;

/** One payment a row, where a column of payments says something of it: of its own time and amount, or of the order's. */
function paymentsOf(row: MappedRow, order: Paid): OrderRecord['payments'] {
  const told = { paymentNo: row.text('payment_no'), method: row.text('payment_method') };
  const own = row.minor('payment_amount');
  const at = row.instant('payment_at') ?? order.paidAt;
  const amountMinor = own ?? order.paidMinor;
  if ((told.paymentNo ?? told.method ?? own) === undefined || amountMinor === undefined) return undefined;
  // An order that waits for its money names a method, or a number to pay by, and has no payment yet.
  const waits = order.state === 'created' || order.state === 'cancelled';
  if (waits && own === undefined && at === undefined) return undefined;
  return [{ ...facts(told), paidAt: at ?? order.sourceTime, amountMinor }];
}

function refundOf(row: MappedRow, order: OrderRecord): RefundRecord[] {
  const amountMinor = row.minor('refund_amount') ?? 0;
  if (amountMinor <= 0) return [];
  return [
    {
      kind: 'refund',
      channel: order.channel,
      refundNo: row.text('refund_no') ?? `${order.orderNo}-refund`,
      orderNo: order.orderNo,
      identities: order.identities,
      refundedAt: row.instant('refunded_at') ?? order.sourceTime,
      currency: order.currency,
      amountMinor,
      state: 'done',
      lines: [],
      ...facts({ reason: row.text('refund_reason') }),
    },
  ];
}
