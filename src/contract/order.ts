import { type Static, Type } from 'typebox';

/** Orders, refunds and acquisition spend as the API shows and takes them. Money in minor units of `currency`. */

const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const maybeInstant = maybe(instant);
const maybeText = maybe(Type.String());
const minor = Type.Integer();
const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
const day = Type.String({ format: 'date', description: 'Shop day, YYYY-MM-DD' });
const name = Type.String({ minLength: 1, maxLength: 100 });

export const orderIdSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const orderStates = ['created', 'paid', 'shipped', 'delivered', 'completed', 'cancelled'] as const;

export const orderQuery = {
  customer: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  order_no: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  channel: Type.Optional(name),
  state: Type.Optional(Type.Enum([...orderStates])),
};

const orderRow = Type.Object({
  order_id: Type.Integer(),
  channel: Type.String(),
  order_no: Type.String(),
  person_id: Type.Integer({ description: '0 = guest' }),
  state: Type.String(),
  is_paid: Type.Boolean({ description: 'Counts as a paid order: was paid, for more than nothing' }),
  created_at: instant,
  paid_at: maybeInstant,
  currency: Type.String(),
  paid_minor: minor,
  refunded_minor: minor,
  quantity: Type.Integer(),
  province: maybeText,
  city: maybeText,
});
export type OrderRow = Static<typeof orderRow>;

export const orderPage = Type.Object({ orders: Type.Array(orderRow), next_cursor: maybeText });

const orderLineView = Type.Object({
  line_key: Type.String(),
  product_id: Type.Integer({ description: '0 = none' }),
  title: maybeText,
  sku: maybeText,
  quantity: Type.Integer(),
  unit_price: Type.Number({ description: 'Minor units of one unit, perhaps with a fraction' }),
  amount_minor: minor,
  discount_minor: minor,
  refunded_quantity: Type.Integer(),
});

const paymentView = Type.Object({
  payment_no: Type.String(),
  method: maybeText,
  paid_at: instant,
  amount_minor: minor,
});

const orderRefundView = Type.Object({
  refund_id: Type.Integer(),
  refund_no: Type.String(),
  state: Type.String(),
  type: maybeText,
  reason: maybeText,
  refunded_at: instant,
  amount_minor: Type.Integer({
    description: 'Of this order; a refund matched line by line may span several',
  }),
  matched: Type.Boolean({ description: 'Matched line by line, since the refund names no order' }),
});

const receiverView = Type.Object({
  name: maybeText,
  phone: maybeText,
  address: maybeText,
  province: maybeText,
  city: maybeText,
  district: maybeText,
});

export const orderView = Type.Object({
  ...orderRow.properties,
  shipped_at: maybeInstant,
  delivered_at: maybeInstant,
  completed_at: maybeInstant,
  cancelled_at: maybeInstant,
  goods_minor: minor,
  shipping_minor: minor,
  discount_minor: minor,
  tie: maybe(Type.Object({ kind: Type.String(), tie_no: Type.String(), role: maybeText })),
  touch: maybe(Type.Record(Type.String(), Type.Unknown())),
  marks: Type.Array(Type.String()),
  /** Masked; province, city and district are not personal. */
  receiver: receiverView,
  lines: Type.Array(orderLineView),
  payments: Type.Array(paymentView),
  refunds: Type.Array(orderRefundView),
});
export type OrderView = Static<typeof orderView>;

export const receiverRequest = Type.Object(
  { reason: Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' }) },
  { additionalProperties: false },
);

export const clearReceiver = Type.Object({ name: maybeText, phone: maybeText, address: maybeText });
export type ClearReceiver = Static<typeof clearReceiver>;

const spendRow = Type.Object(
  {
    channel: name,
    campaign: name,
    day,
    currency,
    amount_minor: Type.Integer({ minimum: 0 }),
    impressions: Type.Integer({ minimum: 0, default: 0 }),
    clicks: Type.Integer({ minimum: 0, default: 0 }),
  },
  { additionalProperties: false },
);
export type SpendRow = Static<typeof spendRow>;

export const spendQuery = { from: Type.Optional(day), to: Type.Optional(day), channel: Type.Optional(name) };

export const spendPage = Type.Object({ spend: Type.Array(spendRow), next_cursor: maybeText });

export const spendChange = Type.Object(
  { spend: Type.Array(spendRow, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
);

const outcome = Type.Enum(['created', 'updated', 'unchanged']);

export const spendAnswer = Type.Object({ outcomes: Type.Array(outcome) });
