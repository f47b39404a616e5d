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
  /** By number. */
  readonly payments?: readonly PaymentSaying[];
}

/** A payment as a source said it; one without a number of its own is named by its content. */
export interface PaymentSaying {
  readonly no: string;
  readonly method?: string;
  readonly paidAt: string;
  readonly amountMinor: number;
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

/**
 * The header of an order as a source said it; the receiver's name, phone and address stay out. Half a million rows of
 * a file pass through here, hence the plain loops.
 */
export function sayingOf(order: StoredOrder): OrderSaying {
  const said: Record<string, unknown> = {};
  for (const field of plainFields) if (says(order[field])) said[field] = order[field];
  for (const field of timeFields) if (order[field]) said[field] = instantText(order[field]);
  for (const field of regionFields) if (says(order.receiver?.[field])) said[field] = order.receiver?.[field];
  said.paidAt ??= earliestPayment(order);
  if (order.payments && order.payments.length > 0) said.payments = order.payments.map(paymentOf).sort(byNo);
  if (order.personId > 0) said.personId = order.personId;
  return said as unknown as OrderSaying;
}

function paymentOf({ paymentNo, method, paidAt, amountMinor }: Payment): PaymentSaying {
  const no = paymentNo ?? `${paidAt} ${amountMinor} ${method ?? ''}`;
  return { no, ...(method && { method }), paidAt: instantText(paidAt), amountMinor };
}

type Payment = NonNullable<StoredOrder['payments']>[number];

const byNo = (a: PaymentSaying, b: PaymentSaying) => (a.no < b.no ? -1 : Number(a.no > b.no));

const regionFields = ['province', 'city', 'district'] as const;

const says = (value: unknown) => value !== undefined && value !== null && value !== '';

/** ISO 8601 with milliseconds in UTC, which sorts as it passes. */
export const instantText = (time: string): string =>
  time.length === 24 && time.endsWith('Z') ? time : new Date(time).toISOString();

function earliestPayment({ payments = [] }: StoredOrder): string | undefined {
  return payments.map(({ paidAt }) => instantText(paidAt)).sort()[0];
}

/** JSON of the receiver's personal fields, or undefined when there is none. */
export function receiverText({ receiver }: StoredOrder): string | undefined {
  const { name, phone, address } = receiver ?? {};
  return says(name) || says(phone) || says(address) ? JSON.stringify({ name, phone, address }) : undefined;
}

/**
 * 16 bytes as hex that tell one saying from another. A receiver takes part by keyed fingerprint only: a plain hash of a
 * phone number can be guessed. It outlives rotations of keys, so that the same file stays the same file.
 */
export function sayingDigest(keys: ShopKeys, said: OrderSaying, receiver: string | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(said));
  if (receiver !== undefined) hash.update(keys.fingerprint('order-receiver', receiver));
  return hash.digest('hex').slice(0, 32);
}
