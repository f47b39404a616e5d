import type { Masking } from '../../contract/auth.ts';
import type { ClearReceiver, OrderRow, OrderView } from '../../contract/order.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';
import { maskPersonal } from '../compliance/index.ts';

/** A row of orders.orders as a list needs it. */
export interface ListedRow {
  readonly order_id: number;
  readonly channel: string;
  readonly order_no: string;
  readonly person_id: number;
  readonly state: string;
  readonly is_paid: boolean;
  readonly created_at: Date;
  readonly paid_at: Date | null;
  readonly currency: string;
  readonly paid_minor: number;
  readonly refunded_minor: number;
  readonly quantity: number;
  readonly province: string | null;
  readonly city: string | null;
}

/** A whole row of orders.orders. */
export interface HeaderRow extends ListedRow {
  readonly shop_id: number;
  readonly shipped_at: Date | null;
  readonly delivered_at: Date | null;
  readonly completed_at: Date | null;
  readonly cancelled_at: Date | null;
  readonly goods_minor: number;
  readonly shipping_minor: number;
  readonly discount_minor: number;
  readonly district: string | null;
  readonly receiver_sealed: Buffer | null;
  readonly tie_kind: string | null;
  readonly tie_no: string | null;
  readonly tie_role: string | null;
  readonly touch: Record<string, unknown> | null;
  readonly marks: string[];
}

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentRow = (row: ListedRow): OrderRow => ({
  ...{ order_id: row.order_id, channel: row.channel, order_no: row.order_no, person_id: row.person_id },
  ...{
    state: row.state,
    is_paid: row.is_paid,
    created_at: row.created_at.toISOString(),
    paid_at: time(row.paid_at),
  },
  ...{ currency: row.currency, paid_minor: row.paid_minor, refunded_minor: row.refunded_minor },
  ...{ quantity: row.quantity, province: row.province, city: row.city },
});

export interface Shown {
  readonly header: HeaderRow;
  readonly lines: OrderView['lines'];
  readonly payments: OrderView['payments'];
  readonly refunds: OrderView['refunds'];
}

/** An order as it leaves: its receiver masked, since nobody needs them in clear to look at an order. */
export function presentOrder(
  { header, ...parts }: Shown,
  { keys, masking }: { readonly keys: ShopKeys; readonly masking: Masking },
): OrderView {
  const { tie_kind: kind, tie_no, tie_role: role, province, city, district } = header;
  return {
    ...presentRow(header),
    ...{ shipped_at: time(header.shipped_at), delivered_at: time(header.delivered_at) },
    ...{ completed_at: time(header.completed_at), cancelled_at: time(header.cancelled_at) },
    ...{ goods_minor: header.goods_minor, shipping_minor: header.shipping_minor },
    ...{ discount_minor: header.discount_minor, touch: header.touch, marks: header.marks },
    tie: kind === null ? null : { kind, tie_no: tie_no ?? '', role },
    receiver: { ...maskReceiver(openReceiver(header, keys), masking), province, city, district },
    ...parts,
  };
}

/** The receiver's personal fields in clear. For unmasking, which writes to the audit log, and for masking. */
export function openReceiver(header: HeaderRow, keys: ShopKeys): ClearReceiver {
  const { shop_id: shopId, order_id, receiver_sealed: sealed } = header;
  if (sealed === null) return { name: null, phone: null, address: null };
  const place = { shopId, table: 'orders.orders', column: 'receiver_sealed', rowId: String(order_id) };
  const { name = null, phone = null, address = null } = JSON.parse(keys.open(place, sealed));
  return { name, phone, address };
}

export function maskReceiver(it: ClearReceiver, masking: Masking): ClearReceiver {
  const masked = (mask: 'name' | 'phone' | 'address') => {
    const value = it[mask];
    return value === null ? null : maskPersonal(mask, value, masking);
  };
  return { name: masked('name'), phone: masked('phone'), address: masked('address') };
}
