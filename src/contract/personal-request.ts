import { type Static, Type } from 'typebox';

/** What the person concerned may ask (PIPL art. 44 to 50), and what is done about it. */

const requestKinds = [
  ...(['access', 'correct', 'delete', 'restrict', 'lift-restriction', 'explain', 'withdraw'] as const),
];

const reason = Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' });

export const newRequest = Type.Object(
  {
    kind: Type.Enum([...requestKinds]),
    received_at: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Now unless told; after 2000, and not later than now',
      }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500, description: 'No personal values' })),
  },
  { additionalProperties: false },
);
export type NewRequest = Static<typeof newRequest>;

export const requestDecision = Type.Object(
  { state: Type.Enum(['done', 'refused']), decision: reason },
  { additionalProperties: false },
);
export type RequestDecision = Static<typeof requestDecision>;

export const requestView = Type.Object({
  request_id: Type.Integer(),
  customer_id: Type.Integer(),
  kind: Type.String(),
  state: Type.String(),
  received_at: Type.String({ format: 'date-time' }),
  due_day: Type.String({ format: 'date', description: '15 working days after it came' }),
  note: Type.Union([Type.String(), Type.Null()]),
  decision: Type.Union([Type.String(), Type.Null()]),
});
export type RequestView = Static<typeof requestView>;

const text = Type.Object({ zh: Type.String(), en: Type.String() });

export const erasurePreviewView = Type.Object({
  customer_id: Type.Integer(),
  person_ids: Type.Array(Type.Integer()),
  holdings: Type.Array(
    Type.Object({
      domain: Type.String(),
      what: Type.String(),
      label: text,
      count: Type.Integer(),
      stays: Type.Union([text, Type.Null()], { description: 'By which law it stays; null: it goes' }),
    }),
  ),
  confirmation: Type.String({ description: 'To be given back to erase' }),
});

export const erasureOrder = Type.Object(
  { confirmation: Type.String({ pattern: '^[0-9a-zA-Z-]{1,64}$' }), reason },
  { additionalProperties: false },
);

export const erasureAnswer = Type.Object({
  erasure_id: Type.Integer(),
  person_ids: Type.Array(Type.Integer()),
});

export type ErasureAnswer = Static<typeof erasureAnswer>;

export const copyRequest = Type.Object({ reason }, { additionalProperties: false });

export const personalCopy = Type.Object({
  format: Type.String(),
  shop_id: Type.Integer(),
  customer_id: Type.Integer(),
  person_ids: Type.Array(Type.Integer()),
  made_at: Type.String({ format: 'date-time' }),
  data: Type.Record(Type.String(), Type.Unknown()),
});
