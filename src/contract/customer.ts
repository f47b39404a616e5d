import { type Static, Type } from 'typebox';

/** Customers as the API shows and takes them. Personal fields are masked by the caller's role. */

const instant = Type.String({ format: 'date-time' });
const text = Type.Object({ zh: Type.String(), en: Type.String() });
const customerId = Type.Integer({ minimum: 1, maximum: 4_294_967_295 });
const reason = Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' });

export const customerIdSchema = customerId;

const tagView = Type.Object({
  tag: Type.String(),
  source: Type.String(),
  addedBy: Type.String(),
  addedAt: instant,
  expiresAt: Type.Union([instant, Type.Null()]),
});
export type TagView = Static<typeof tagView>;

const touchView = Type.Object({
  source: Type.Optional(Type.String()),
  medium: Type.Optional(Type.String()),
  campaign: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  utm: Type.Optional(Type.Record(Type.String(), Type.String())),
  at: instant,
});

const customerRow = Type.Object({
  customerId: Type.Integer(),
  /** Persons joined in this customer. */
  persons: Type.Integer(),
  name: Type.Union([Type.String(), Type.Null()], { description: 'Masked' }),
  phone: Type.Union([Type.String(), Type.Null()], { description: 'Masked' }),
  province: Type.Union([Type.String(), Type.Null()]),
  city: Type.Union([Type.String(), Type.Null()]),
  tier: Type.Union([Type.String(), Type.Null()]),
  tags: Type.Array(Type.String()),
  firstSeenAt: instant,
  lastSeenAt: instant,
});
export type CustomerRow = Static<typeof customerRow>;

/** Order of a list of customers. */
const sort = Type.Enum(['last-seen', 'newest'], { default: 'last-seen' });

export const customerQuery = {
  tag: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  sort,
};

/** In a body, because an address with a phone number in it is kept by every proxy and browser on the way. */
export const customerSearch = Type.Object(
  {
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'Exact name, phone, last four digits of a phone, e-mail, WeChat id, account, customer or order number; of these the last two only for roles from whom personal fields are hidden',
      }),
    ),
    tag: customerQuery.tag,
    trait: Type.Optional(
      Type.Object({ name: Type.String({ maxLength: 63 }), value: Type.String({ maxLength: 200 }) }),
    ),
    sort,
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  { additionalProperties: false },
);
export type CustomerSearch = Static<typeof customerSearch>;

export const customerPage = Type.Object({
  customers: Type.Array(customerRow),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

const traitView = Type.Object({
  name: Type.String(),
  label: text,
  class: Type.String(),
  value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
  masked: Type.Boolean(),
  source: Type.String(),
  at: instant,
});

const identityView = Type.Object({
  personId: Type.Integer(),
  channel: Type.String({ description: 'any: the same on every channel' }),
  kind: Type.String(),
  value: Type.String({ description: 'Masked where it is personal' }),
  firstSeenAt: instant,
  quarantined: Type.Boolean({ description: 'Joined too many customers; joins nobody any more' }),
});

const tieView = Type.Object({
  kind: Type.String(),
  tieNo: Type.String(),
  role: Type.String(),
  seenAt: instant,
  customers: Type.Array(Type.Integer(), { description: 'At its other ends' }),
});

export const customerView = Type.Object({
  customerId: Type.Integer(),
  personIds: Type.Array(Type.Integer()),
  firstSeenAt: instant,
  lastSeenAt: instant,
  firstTouch: Type.Union([touchView, Type.Null()]),
  traits: Type.Array(traitView),
  tags: Type.Array(tagView),
  identities: Type.Array(identityView),
  ties: Type.Array(tieView),
});
export type CustomerView = Static<typeof customerView>;

const timelineEntry = Type.Object({
  at: instant,
  type: Type.String(),
  key: Type.String({ description: 'Unique in the timeline' }),
  title: text,
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type TimelineEntry = Static<typeof timelineEntry>;

export const timelinePage = Type.Object({
  entries: Type.Array(timelineEntry),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

export const noteView = Type.Object({
  noteId: Type.String(),
  body: Type.String(),
  writtenBy: Type.String(),
  writtenAt: instant,
});

export const newNote = Type.Object(
  { body: Type.String({ minLength: 1, maxLength: 5000 }) },
  { additionalProperties: false },
);

export const traitChanges = Type.Object(
  {
    traits: Type.Record(
      Type.String({ maxLength: 63 }),
      Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean(), Type.Null()]),
      { description: 'By dictionary name; null = known to have none' },
    ),
  },
  { additionalProperties: false },
);

export const tagChange = Type.Object(
  {
    customerIds: Type.Array(customerId, { minItems: 1, maxItems: 10_000 }),
    tag: Type.String({ minLength: 1, maxLength: 64 }),
    expiresAt: Type.Optional(instant),
  },
  { additionalProperties: false },
);

export const untag = Type.Object(
  { customerIds: tagChange.properties.customerIds, tag: tagChange.properties.tag },
  { additionalProperties: false },
);

export const unmaskRequest = Type.Object(
  {
    fields: Type.Array(Type.String({ maxLength: 63 }), {
      minItems: 1,
      maxItems: 20,
      description: 'Names of traits, or identity:<person id>',
    }),
    reason,
  },
  { additionalProperties: false },
);

export const unmasked = Type.Object({
  values: Type.Array(Type.Object({ field: Type.String(), value: Type.String() })),
});

const customerIds = Type.Array(customerId, { minItems: 2, maxItems: 50 });

export const mergeQuestion = Type.Object({ customerIds }, { additionalProperties: false });

export const mergeRequest = Type.Object(
  {
    customerIds,
    reason,
    liftNever: Type.Optional(Type.Boolean({ description: 'Merge although they were kept apart' })),
  },
  { additionalProperties: false },
);

const pair = Type.Object({ a: Type.Integer(), b: Type.Integer() });

export const mergePreview = Type.Object({
  customerId: Type.Integer(),
  persons: Type.Array(Type.Integer()),
  keptApart: Type.Array(pair),
  identities: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer() })),
});

export const mergeAnswer = Type.Object({ customerId: Type.Integer(), edgeIds: Type.Array(Type.Integer()) });

export const unmergeRequest = Type.Object(
  { edgeIds: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1000 }), reason },
  { additionalProperties: false },
);

export const splitRequest = Type.Object(
  { personIds: Type.Array(customerId, { minItems: 1, maxItems: 1000 }), reason },
  { additionalProperties: false },
);

export const unmergeAnswer = Type.Object({ customerIds: Type.Array(Type.Integer()) });

export const proposalView = Type.Object({
  proposalId: Type.Integer(),
  customerIds: Type.Array(Type.Integer()),
  reason: Type.String(),
  madeAt: instant,
});

export const decisionRequest = Type.Object({ accept: Type.Boolean() }, { additionalProperties: false });
