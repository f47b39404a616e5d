import { createHash } from 'node:crypto';
import type { OrderLineRecord, OrderRecord, OrderState, TieClaim, Touch } from '../../contract/records.ts';
import type { ShopKeys } from '../../platform/crypto/keyring.ts';

/** A line ready to be stored: its key is the source's line id, or content and nth occurrence; product 0 = none. */
export interface StoredLine extends OrderLineRecord {
  readonly lineKey: string;
  readonly productId: number;
}

/** An order whose buyer (0 = guest) and products are known by number. */
export interface StoredOrder extends Omit<OrderRecord, 'kind' | 'identities' | 'weak' | 'lines'> {
  readonly personId: number;
  readonly lines: readonly StoredLine[];
}

/** What a source said about an order's header. Instants are ISO 8601 with milliseconds. Holds no personal field. */
export interface OrderSaying {
  readonly state: OrderState;
  readonly sourceTime: string;
  readonly createdAt: string;
  readonly currency: string;
  readonly personId?: number;
  readonly paidAt?: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly completedAt?: string;
  readonly cancelledAt?: string;
  readonly goodsMinor?: number;
  readonly shippingMinor?: number;
  readonly discountMinor?: number;
  readonly paidMinor?: number;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly tie?: TieClaim;
  readonly touch?: Touch;
  readonly marks?: readonly string[];
}

const plainFields = [
  ...[
    'state',
    'currency',
    'goodsMinor',
    'shippingMinor',
    'discountMinor',
    'paidMinor',
    'tie',
    'touch',
    'marks',
  ],
] as const satisfies (keyof OrderSaying)[];

const timeFields = [
  ...['sourceTime', 'createdAt', 'paidAt', 'shippedAt', 'deliveredAt', 'completedAt', 'cancelledAt'],
] as const satisfies (keyof OrderSaying)[];

/** The header of an order as a source said it; the receiver's name, phone and address stay out. */
export function sayingOf(order: StoredOrder): OrderSaying {
  const { province, city, district } = order.receiver ?? {};
  const said: Record<string, unknown> = { province, city, district };
  for (const field of plainFields) said[field] = order[field];
  for (const field of timeFields) said[field] = order[field] && new Date(order[field]).toISOString();
  said.paidAt ??= earliestPayment(order);
  if (order.personId > 0) said.personId = order.personId;
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => says(value)),
  ) as unknown as OrderSaying;
}

const says = (value: unknown) => value !== undefined && value !== null && value !== '';

function earliestPayment({ payments = [] }: StoredOrder): string | undefined {
  return payments.map(({ paidAt }) => new Date(paidAt).toISOString()).sort()[0];
}

/** JSON of the receiver's personal fields, or undefined when there is none. */
export function receiverText({ receiver }: StoredOrder): string | undefined {
  const { name, phone, address } = receiver ?? {};
  return says(name) || says(phone) || says(address) ? JSON.stringify({ name, phone, address }) : undefined;
}

/**
 * 16 bytes as hex that tell one saying from another. A receiver takes part by keyed index only: a plain hash of a
 * phone number can be guessed.
 */
export function sayingDigest(keys: ShopKeys, said: OrderSaying, receiver: string | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(said));
  if (receiver !== undefined) hash.update(keys.blindIndex('order-receiver', receiver));
  return hash.digest('hex').slice(0, 32);
}
