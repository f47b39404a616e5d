import type { OrderLineRecord, OrderRecord, RefundRecord } from '../../../../contract/records.ts';
import { facts } from '../fields/join-facts.ts';
import { meanings, plainWord, type RowReader } from '../fields/row-reader.ts';
import type { PinduoduoKey } from './pinduoduo-columns.ts';

const AFTER_SALES = meanings<RefundRecord['state'] | 'none'>({
  无售后或售后取消: 'none',
  无售后: 'none',
  售后取消: 'none',
  售后处理中: 'processing',
  退款中: 'processing',
  退款成功: 'done',
  退货退款: 'done',
});

const TYPES = meanings<NonNullable<RefundRecord['type']>>({
  仅退款: 'refund-only',
  退款: 'refund-only',
  退货退款: 'return',
});

/**
 * The refund of an order row, if it speaks of one. The export has neither a number nor a time for it: it is the one
 * refund of its order, dated by the last thing the row knows. Without an amount all that was paid was given back.
 */
export function pinduoduoRefund(row: RowReader<PinduoduoKey>, order: OrderRecord): RefundRecord[] {
  const afterSales = row.oneOf('afterSales', AFTER_SALES) ?? 'none';
  const amount = row.minor('refund') ?? 0;
  const state = plainWord(row.text('state')).endsWith('退款成功') ? 'done' : stateOf(afterSales, amount);
  if (state === 'none') return [];
  const amountMinor = amount > 0 ? amount : (order.paidMinor ?? 0);
  return [
    {
      kind: 'refund',
      channel: order.channel,
      refundNo: `${order.orderNo}-refund`,
      orderNo: order.orderNo,
      identities: order.identities,
      refundedAt: order.sourceTime,
      currency: order.currency,
      amountMinor,
      state,
      lines: state === 'done' ? linesOf(order, amountMinor) : [],
      ...facts({ type: typeOf(row), reason: row.some('refundReason') }),
    },
  ];
}

/**
 * What was given back, of the order's one line: refunds by category need it. Whole, the goods are given back too; in
 * part, the export does not say how many. Only once done: the first wording of a refund's line stands, and what is
 * asked for may differ from what is granted.
 */
function linesOf(order: OrderRecord, amountMinor: number): OrderLineRecord[] {
  const isWhole = amountMinor >= (order.paidMinor ?? 0);
  return order.lines.map((line) => {
    const quantity = isWhole ? line.quantity : 0;
    return { ...line, quantity, unitPrice: quantity === 0 ? 0 : amountMinor / quantity, amountMinor };
  });
}

function stateOf(afterSales: RefundRecord['state'] | 'none', amount: number): RefundRecord['state'] | 'none' {
  return afterSales === 'none' && amount > 0 ? 'done' : afterSales;
}

function typeOf(row: RowReader<PinduoduoKey>): RefundRecord['type'] {
  const type = TYPES.get(plainWord(row.text('refundType')));
  return type ?? (plainWord(row.text('afterSales')) === '退货退款' ? 'return' : undefined);
}
