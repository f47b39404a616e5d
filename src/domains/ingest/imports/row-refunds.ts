import type { InputRecord } from '../../../contract/records.ts';
import type { Text } from '../../../platform/errors.ts';

/** Under which keys sources read what an order's row gives back. */
const REFUND_KEYS = ['refund', 'refunded', 'refundAmount'];

/**
 * Whether a row gives back more than it says was paid. Such a row is refused whole: its refund alone would be refused
 * later, and its order would stay behind with an amount that is as likely the wrong one (a phone number among amounts
 * made a shop's GMV 13.8 billion yuan).
 */
export function givesBackTooMuch(records: readonly InputRecord[]): boolean {
  if (records.length < 2) return false;
  const order = records.find((record) => record.kind === 'order');
  if (order?.paidMinor === undefined) return false;
  let back = 0;
  for (const record of records)
    if (record.kind === 'refund' && record.state === 'done') back += record.amountMinor ?? 0;
  return back > Math.max(0, order.paidMinor);
}

/** The column to name: the one the refund was read from. */
export function refundKeyOf<Key extends string>(keys: readonly Key[]): Key {
  return keys.find((key) => REFUND_KEYS.includes(key)) ?? keys[0]!;
}

export const REFUND_TOO_LARGE: Text = {
  zh: '退款大于该订单的实付金额，本行未入库。请核对两个金额',
  en: 'It gives back more than was paid for the order, so the row was not stored. Check the two amounts',
};
