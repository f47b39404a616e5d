import { presetLabels } from '../../../../contract/preset-labels.ts';
import type {
  IdentityClaim,
  InputRecord,
  OrderLineRecord,
  OrderRecord,
  OrderState,
} from '../../../../contract/records.ts';
import { isUsableIdentity } from '../../../customers/index.ts';
import { facts, latest } from '../fields/join-facts.ts';
import { meanings, type RowReader } from '../fields/row-reader.ts';
import { tableSource } from '../table-source.ts';

const CHANNEL = 'shopify';

const columns = {
  orderNo: { names: ['Name'], required: true, filled: true },
  email: { names: ['Email'], personal: true },
  phone: { names: ['Phone'], personal: true },
  financial: { names: ['Financial Status'], required: true },
  paidAt: { names: ['Paid at'] },
  fulfilment: { names: ['Fulfillment Status'] },
  shippedAt: { names: ['Fulfilled at'] },
  currency: { names: ['Currency'] },
  subtotal: { names: ['Subtotal'], notNegative: true },
  shipping: { names: ['Shipping'], notNegative: true },
  total: { names: ['Total'], required: true, notNegative: true },
  discount: { names: ['Discount Amount'] },
  createdAt: { names: ['Created at'], required: true },
  cancelledAt: { names: ['Cancelled at'] },
  quantity: { names: ['Lineitem quantity'], required: true, filled: true, notNegative: true },
  title: { names: ['Lineitem name'], required: true },
  price: { names: ['Lineitem price'], required: true, filled: true, notNegative: true },
  sku: { names: ['Lineitem sku'] },
  lineDiscount: { names: ['Lineitem discount'] },
  vendor: { names: ['Vendor'] },
  receiver: { names: ['Shipping Name'], personal: true },
  receiverPhone: { names: ['Shipping Phone'], personal: true },
  street: { names: ['Shipping Street', 'Shipping Address1'], personal: true },
  city: { names: ['Shipping City'] },
  province: { names: ['Shipping Province Name', 'Shipping Province', 'Shipping Country'] },
  refunded: { names: ['Refunded Amount'], notNegative: true },
  payment: { names: ['Payment Method'] },
  tags: { names: ['Tags'] },
  source: { names: ['Source'] },
} as const;

type Key = keyof typeof columns;
type Row = RowReader<Key>;

const FINANCIAL = meanings<OrderState>({
  pending: 'created',
  authorized: 'created',
  expired: 'cancelled',
  partially_paid: 'paid',
  paid: 'paid',
  partially_refunded: 'paid',
  refunded: 'paid',
  voided: 'cancelled',
});

/**
 * Shopify's order export: one row per line. An order's own fields stand on its first row only, so the rows below it
 * borrow them; a row whose order did not come just before it is refused.
 */
export const shopifyOrders = tableSource<Key>({
  name: 'shopify-orders',
  label: presetLabels['shopify-orders'],
  currency: 'USD',
  timeZone: 'UTC',
  statesCurrency: true,
  columns,
  start() {
    let header: OrderRecord | undefined;
    return (row) => {
      if (row.text('financial') === '' && row.text('total') === '') return continued(row, header);
      header = headerOf(row);
      return [{ ...header, lines: [lineOf(row, header.currency)] }, ...refundsOf(row, header)];
    };
  },
});

function continued(row: Row, header: OrderRecord | undefined): InputRecord[] {
  if (header?.orderNo === row.needed('orderNo'))
    return [{ ...header, lines: [lineOf(row, header.currency)] }];
  row.refuse('orderNo', 'order-fields-missing', {
    zh: '此行之前没有该订单的首行',
    en: "The order's first row does not stand before this one",
  });
  return [];
}

function headerOf(row: Row): OrderRecord {
  const currency = row.some('currency') ?? row.currency;
  const times = timesOf(row);
  const state = stateOf(row, times);
  const discountMinor = row.minor('discount', 1, currency) ?? 0;
  const total = row.minor('total', 1, currency) ?? 0;
  return {
    kind: 'order',
    channel: CHANNEL,
    orderNo: row.text('orderNo'),
    identities: buyerOf(row),
    state,
    ...times,
    currency,
    // Shopify's subtotal is what is left after discounts.
    goodsMinor: (row.minor('subtotal', 1, currency) ?? total) + discountMinor,
    shippingMinor: row.minor('shipping', 1, currency) ?? 0,
    discountMinor,
    paidMinor: times.paidAt === undefined ? 0 : total,
    receiver: receiverOf(row),
    lines: [],
    ...facts({ marks: row.some('tags')?.split(/\s*,\s*/), touch: touchOf(row) }),
  };
}

function timesOf(row: Row) {
  const createdAt = row.instant('createdAt') ?? row.needed('createdAt');
  const paidAt = row.instant('paidAt');
  const shippedAt = row.instant('shippedAt');
  const cancelledAt = row.instant('cancelledAt');
  const sourceTime = latest(createdAt, paidAt, shippedAt, cancelledAt) ?? createdAt;
  return { createdAt, sourceTime, ...facts({ paidAt, shippedAt, cancelledAt }) };
}

function stateOf(row: Row, times: { cancelledAt?: string; shippedAt?: string }): OrderState {
  const financial = row.oneOf('financial', FINANCIAL) ?? 'created';
  if (times.cancelledAt !== undefined || financial === 'cancelled') return 'cancelled';
  return row.text('fulfilment') === 'fulfilled' ? 'shipped' : financial;
}

function buyerOf(row: Row): IdentityClaim[] {
  const claims: IdentityClaim[] = [];
  if (row.text('email') !== '') claims.push({ channel: CHANNEL, kind: 'e-mail', value: row.text('email') });
  if (row.text('phone') !== '') claims.push({ channel: CHANNEL, kind: 'phone', value: row.text('phone') });
  for (const claim of claims)
    if (!isUsableIdentity(claim)) row.leaveOut(claim.kind === 'phone' ? 'phone' : 'email');
  return claims;
}

/** Shopify's export has no product number: the SKU is the merchant's own name for the thing, else the title. */
function lineOf(row: Row, currency: string): OrderLineRecord {
  const quantity = row.whole('quantity') ?? 0;
  const productNo = row.some('sku') ?? row.some('title');
  return {
    ...facts({
      product: productNo === undefined ? undefined : { channel: CHANNEL, productNo },
      title: row.some('title'),
      sku: row.some('sku'),
      discountMinor: row.minor('lineDiscount', 1, currency),
    }),
    quantity,
    unitPrice: row.unitPrice('price', currency) ?? 0,
    amountMinor: row.minor('price', quantity, currency) ?? 0,
  };
}

function receiverOf(row: Row) {
  return facts({
    name: row.some('receiver'),
    phone: row.some('receiverPhone'),
    address: row.some('street'),
    city: row.some('city'),
    province: row.some('province'),
  });
}

function touchOf(row: Row): OrderRecord['touch'] | undefined {
  const source = row.some('source');
  return source === undefined ? undefined : { source, channel: CHANNEL };
}

function refundsOf(row: Row, order: OrderRecord): InputRecord[] {
  const amountMinor = row.minor('refunded', 1, order.currency) ?? 0;
  if (amountMinor <= 0) return [];
  const { channel, orderNo, identities, currency } = order;
  const refund = {
    kind: 'refund',
    channel,
    orderNo,
    identities,
    currency,
    amountMinor,
    state: 'done',
  } as const;
  return [{ ...refund, refundNo: `${orderNo}-refund`, refundedAt: order.sourceTime, lines: [] }];
}
