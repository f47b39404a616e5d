/**
 * The shapes in which facts enter Shuke, whatever file, connector or event they came from. A preset or a mapping
 * turns rows into these; the domains store them. Money is integer minor units with an ISO currency; instants are UTC
 * ISO 8601 strings with milliseconds; days are shop days, YYYY-MM-DD.
 */

/** What kind of name an identity is. Strong kinds join automatically; see the identity rules of the customers domain. */
export type IdentityKind =
  | 'open-address'
  | 'open-uid'
  | 'union-id'
  | 'open-id'
  | 'member-name'
  | 'customer-number'
  | 'member-card'
  | 'phone'
  | 'e-mail'
  | 'device'
  | 'pos-number'
  | 'user-id'
  | 'anonymous-id';

/** One (channel, kind, value) that points at a person. `value` as read; the customers domain normalizes it. */
export interface IdentityClaim {
  readonly channel: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Evidence too weak to join on: it only proposes. All three masked as the platform printed them. */
export interface WeakEvidence {
  readonly maskedName?: string;
  readonly maskedPhone?: string;
  readonly district?: string;
}

export type TraitValue = string | number | boolean | null;

/** Where somebody first came from. Empty strings are left out. */
export interface Touch {
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly channel?: string;
  /** All utm_* parameters as seen. */
  readonly utm?: Readonly<Record<string, string>>;
}

/** Facts about one customer. The first identity is the primary one; at least one is needed. */
export interface CustomerRecord {
  readonly kind: 'customer';
  readonly identities: readonly IdentityClaim[];
  readonly weak?: WeakEvidence;
  /** By dictionary name (`name`, `phone`, `birthday`, `province`, `tier`, ...). */
  readonly traits?: Readonly<Record<string, TraitValue>>;
  readonly tags?: readonly string[];
  readonly touch?: Touch;
  /** When the source knew this; later wins. */
  readonly at: string;
}

export type OrderState = 'created' | 'paid' | 'shipped' | 'delivered' | 'completed' | 'cancelled';

/** Receiver of goods: never the buyer's identity. Sealed on arrival, but for province, city and district. */
export interface Receiver {
  readonly name?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
}

export interface OrderLineRecord {
  /** The source's own line id; without one the runner keys the line by content and nth occurrence. */
  readonly lineNo?: string;
  readonly product?: ProductClaim;
  readonly title?: string;
  readonly sku?: string;
  /** Whole units; negative on adjustments of stock. */
  readonly quantity: number;
  /** Price of one unit in minor units; may be fractional (some files have three decimals), never used for sums. */
  readonly unitPrice: number;
  /** Rounded once, half away from zero. */
  readonly amountMinor: number;
  readonly discountMinor?: number;
  readonly costMinor?: number;
}

/** A tie seen on an order: a group buy with the buyer's part in it, a share or a referral. */
export interface TieClaim {
  readonly kind: 'group-buy' | 'share' | 'referral';
  readonly tieNo: string;
  readonly role?: 'leader' | 'member' | 'sharer' | 'receiver' | 'referrer' | 'referred';
}

export interface OrderRecord {
  readonly kind: 'order';
  readonly channel: string;
  /** Unique in the channel. */
  readonly orderNo: string;
  /** Empty for a guest. */
  readonly identities: readonly IdentityClaim[];
  readonly weak?: WeakEvidence;
  readonly state: OrderState;
  /** When the source last changed the order; states merge by (source time, state rank). */
  readonly sourceTime: string;
  readonly createdAt: string;
  readonly paidAt?: string;
  readonly shippedAt?: string;
  readonly deliveredAt?: string;
  readonly completedAt?: string;
  readonly cancelledAt?: string;
  readonly currency: string;
  /** Goods at list price; absent = sum of lines (then later lines of the same order add to it). */
  readonly goodsMinor?: number;
  readonly shippingMinor?: number;
  readonly discountMinor?: number;
  /** What the buyer paid; absent = sum of lines. */
  readonly paidMinor?: number;
  readonly receiver?: Receiver;
  readonly lines: readonly OrderLineRecord[];
  readonly payments?: readonly { paymentNo?: string; method?: string; paidAt: string; amountMinor: number }[];
  readonly tie?: TieClaim;
  readonly touch?: Touch;
  /** Tags the source put on the order, such as `live-stream`. */
  readonly marks?: readonly string[];
}

/** A refund document. Without `orderNo` it is matched to earlier lines of the same buyer and product. */
export interface RefundRecord {
  readonly kind: 'refund';
  readonly channel: string;
  readonly refundNo: string;
  readonly orderNo?: string;
  readonly identities: readonly IdentityClaim[];
  readonly refundedAt: string;
  readonly currency: string;
  /** Positive. Absent = sum of lines. */
  readonly amountMinor?: number;
  readonly type?: 'refund-only' | 'return' | 'cancellation';
  readonly state: 'processing' | 'done' | 'rejected';
  readonly reason?: string;
  /** Quantities and amounts positive. */
  readonly lines: readonly OrderLineRecord[];
}

/** A booking that is no order (bad debt): counted in the import's amount, in no measure. */
export interface AdjustmentRecord {
  readonly kind: 'adjustment';
  readonly channel: string;
  readonly adjustmentNo: string;
  readonly at: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly reason?: string;
}

/** A product as one channel names it. */
export interface ProductClaim {
  readonly channel: string;
  readonly productNo: string;
}

/** A product met on an event, with what it says of it in passing: fills what nobody said yet. */
export interface MetProduct extends ProductClaim {
  readonly title?: string;
  readonly brand?: string;
  /** From the root down, at most four. */
  readonly category?: readonly string[];
  readonly currency?: string;
  readonly priceMinor?: number;
}

export interface ProductRecord extends ProductClaim {
  readonly kind: 'product';
  readonly title?: string;
  readonly brand?: string;
  /** From the root down, at most four. */
  readonly category?: readonly string[];
  readonly currency?: string;
  readonly priceMinor?: number;
  readonly costMinor?: number;
  readonly stock?: number;
  readonly status?: 'on-sale' | 'off-sale';
  /** Another channel's product that is the same thing. */
  readonly sameAs?: ProductClaim;
  readonly at: string;
}

export interface EventRecord {
  readonly kind: 'event';
  /** Unique in the shop; the runner makes one from content and nth occurrence where the source has none. */
  readonly messageId?: string;
  readonly channel: string;
  readonly identities: readonly IdentityClaim[];
  /** Name of the tracking plan, such as `Product Viewed`. */
  readonly name: string;
  /** Client time as sent. */
  readonly at: string;
  readonly product?: MetProduct;
  /** Those of a list, a cart or an order: learnt of, not counted by. */
  readonly products?: readonly MetProduct[];
  /** Category the source put on the event, where it names no product's. */
  readonly category?: string;
  readonly orderNo?: string;
  readonly quantity?: number;
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly touch?: Touch;
  readonly tie?: TieClaim;
  /** Facts of `identify`. */
  readonly traits?: Readonly<Record<string, TraitValue>>;
  /** Scalars only. Stored without those that are personal, by their name in the dictionary or by what they look like. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

export interface SpendRecord {
  readonly kind: 'spend';
  readonly channel: string;
  readonly campaign: string;
  /** Shop day. */
  readonly day: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly impressions: number;
  readonly clicks: number;
}

export type InputRecord =
  | CustomerRecord
  | OrderRecord
  | RefundRecord
  | AdjustmentRecord
  | ProductRecord
  | EventRecord
  | SpendRecord;
