import { type Static, Type } from 'typebox';

/** The points mall as the API shows and takes it: what points are exchanged for, and who took it. Money in minor units. */

const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const closed = { additionalProperties: false } as const;
const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const key = Type.String({
  pattern: '^[\\x21-\\x7e]{1,200}$',
  description:
    "Idempotency key, for ever: the same request with it gets the first answer again. A number of your own (an order's), kept as sent: nothing personal",
});

export const itemIdSchema = id;
export const redemptionIdSchema = id;

export const itemKinds = ['gift', 'coupon'] as const;
const redemptionStates = ['held', 'confirmed', 'cancelled', 'ended', 'returned'] as const;
export type RedemptionState = (typeof redemptionStates)[number];

const itemFields = {
  kind: Type.Enum([...itemKinds]),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  hands_out: maybe(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'A SKU, a coupon template: for your own system',
    }),
  ),
  points: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  money_minor: Type.Integer({
    minimum: 0,
    maximum: 1_000_000_000_000,
    description: 'Paid beside the points, in your checkout, before it is confirmed',
  }),
  most_per_customer: maybe(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'For ever; what was cancelled or returned does not count',
    }),
  ),
  most_by_tier: Type.Optional(
    Type.Array(
      Type.Object(
        {
          tier: Type.String({ minLength: 1, maxLength: 64 }),
          most: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        },
        closed,
      ),
      {
        maxItems: 20,
        description:
          'Instead of most_per_customer, for customers of these tiers; the first of a name counts. None unless given',
      },
    ),
  ),
  tiers: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
    maxItems: 20,
    description: 'Only customers of these tiers; empty: everybody',
  }),
  is_listed: Type.Boolean({ description: 'False: nobody can take it' }),
};

export const newMallItem = Type.Object(
  {
    ...itemFields,
    stock: Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'To begin with' }),
  },
  closed,
);
export type NewMallItem = Static<typeof newMallItem>;

export const mallItemChange = Type.Object(
  { ...itemFields, version: Type.Integer({ minimum: 1, description: 'Of the item that is changed' }) },
  closed,
);
export type MallItemChange = Static<typeof mallItemChange>;

export const mallItemView = Type.Object({
  item_id: Type.Integer(),
  ...itemFields,
  version: Type.Integer(),
  stock: Type.Object({
    free: Type.Integer(),
    held: Type.Integer({ description: 'For somebody who has not confirmed yet' }),
    gone: Type.Integer(),
  }),
});
export type MallItemView = Static<typeof mallItemView>;
export const mallItems = Type.Object({ items: Type.Array(mallItemView), currency: Type.String() });

export const mallStockChange = Type.Object(
  {
    by: Type.Integer({
      minimum: -1_000_000_000,
      maximum: 1_000_000_000,
      description: 'Below nothing: fewer',
    }),
    key,
  },
  closed,
);

export const mallRedeeming = Type.Object(
  {
    item_id: id,
    count: Type.Integer({ minimum: 1, maximum: 10_000 }),
    minutes: Type.Integer({ minimum: 1, maximum: 43_200, description: 'How long it is held at most' }),
    key,
  },
  closed,
);

export const mallReturn = Type.Object(
  { restock: Type.Boolean({ description: 'The items can be given to somebody else; false: they are gone' }) },
  closed,
);

export const redemptionView = Type.Object({
  redemption_id: Type.Integer(),
  item_id: Type.Integer(),
  item_name: Type.String(),
  customer_id: maybe(Type.Integer({ description: 'Null: their data was erased' })),
  count: Type.Integer(),
  points: Type.Integer(),
  money_minor: Type.Integer(),
  state: Type.Enum([...redemptionStates], {
    description: 'ended: its time was over; returned: it was confirmed, and given back later',
  }),
  held_at: instant,
  ends_at: instant,
  decided_at: maybe(instant),
  again: Type.Optional(Type.Boolean({ description: 'Asked before: this is how it stands' })),
});
export type RedemptionView = Static<typeof redemptionView>;

export const redemptions = Type.Object({
  redemptions: Type.Array(redemptionView),
  next_cursor: maybe(Type.String()),
});
