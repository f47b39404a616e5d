import { type Static, Type } from 'typebox';
import { actorName } from './actors.ts';
import { byScoreOf, customerFigures, peopleDirection, peopleFilter, peopleSort, scoresOf } from './people.ts';

/** Customers as the API shows and takes them. Personal fields are masked by the caller's role. */

const instant = Type.String({ format: 'date-time' });
const text = Type.Object({ zh: Type.String(), en: Type.String() });
/** PostgreSQL's integer: half of the UInt32 that ClickHouse keeps. */
const customerId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const reason = Type.String({ minLength: 4, maxLength: 500, description: 'Why; no personal values' });

export const customerIdSchema = customerId;

const tagView = Type.Object({
  tag: Type.String(),
  source: Type.String(),
  added_by: Type.String(),
  added_at: instant,
  expires_at: Type.Union([instant, Type.Null()]),
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
  customer_id: Type.Integer(),
  /** Persons joined in this customer. */
  persons: Type.Integer(),
  name: Type.Union([Type.String(), Type.Null()], { description: 'Masked' }),
  phone: Type.Union([Type.String(), Type.Null()], { description: 'Masked' }),
  identity: Type.Union(
    [Type.Object({ channel: Type.String(), kind: Type.String(), value: Type.String() }), Type.Null()],
    { description: 'The identity that says most, masked; null without one' },
  ),
  /** Told of the customer, else where their last order went. */
  province: Type.Union([Type.String(), Type.Null()]),
  city: Type.Union([Type.String(), Type.Null()]),
  tier: Type.Union([Type.String(), Type.Null()]),
  tags: Type.Array(Type.String()),
  first_seen_at: instant,
  last_seen_at: instant,
  figures: Type.Union([customerFigures, Type.Null()], {
    description: 'null: known for less than a minute or so, or no right to see orders',
  }),
});
export type CustomerRow = Static<typeof customerRow>;

/** Which customers, in which order. */
export const customerQuery = {
  ...peopleFilter,
  sort: peopleSort,
  by_score: byScoreOf,
  order: peopleDirection,
  scores: scoresOf,
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
    ...customerQuery,
    trait: Type.Optional(
      Type.Object({ name: Type.String({ maxLength: 63 }), value: Type.String({ maxLength: 200 }) }),
    ),
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
  hidden: Type.Boolean({ description: 'The shop has its pages not show it' }),
  source: Type.String(),
  at: instant,
});

/** Every value a trait of a customer had, newest first. */
export const traitHistory = Type.Object({
  values: Type.Array(
    Type.Object({
      value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], {
        description: 'Masked as the trait is; null: known to have none',
      }),
      masked: Type.Boolean(),
      source: Type.String(),
      at: instant,
      stands: Type.Boolean({ description: 'What the customer has now' }),
    }),
  ),
});
export type TraitHistory = Static<typeof traitHistory>;

const identityView = Type.Object({
  person_id: Type.Integer(),
  channel: Type.String({ description: 'any: the same on every channel' }),
  kind: Type.String(),
  value: Type.String({ description: 'Masked where it is personal' }),
  first_seen_at: instant,
  quarantined: Type.Boolean({ description: 'Joined too many customers; joins nobody any more' }),
});

const tieView = Type.Object({
  kind: Type.String(),
  tie_no: Type.String(),
  role: Type.String(),
  seen_at: instant,
  customers: Type.Array(Type.Integer(), { description: 'At its other ends' }),
});

export const customerView = Type.Object({
  customer_id: Type.Integer(),
  person_ids: Type.Array(Type.Integer()),
  first_seen_at: instant,
  last_seen_at: instant,
  first_touch: Type.Union([touchView, Type.Null()]),
  traits: Type.Array(traitView),
  preferences: Type.Array(traitView, {
    description: 'Those of the traits that say what the customer prefers: preferred-... and no-marketing',
  }),
  tags: Type.Array(tagView),
  identities: Type.Array(identityView),
  ties: Type.Array(tieView),
  flags: Type.Object({
    minor: Type.Union([Type.Boolean(), Type.Null()], { description: 'Under 14; null = unknown' }),
    restricted: Type.Boolean({ description: 'Use of their data is restricted' }),
    sensitive: Type.Boolean({ description: 'Something sensitive is known of them (PIPL art. 28)' }),
  }),
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
  note_id: Type.String(),
  body: Type.String(),
  written_by: Type.String(),
  written_by_name: actorName,
  written_at: instant,
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
    customer_ids: Type.Array(customerId, { minItems: 1, maxItems: 10_000 }),
    tag: Type.String({ minLength: 1, maxLength: 64 }),
    expires_at: Type.Optional(instant),
  },
  { additionalProperties: false },
);

export const untag = Type.Object(
  { customer_ids: tagChange.properties.customer_ids, tag: tagChange.properties.tag },
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

const several = Type.Array(customerId, { minItems: 2, maxItems: 50 });

export const mergeQuestion = Type.Object({ customer_ids: several }, { additionalProperties: false });

export const mergeRequest = Type.Object(
  {
    customer_ids: several,
    reason,
    lift_never: Type.Optional(Type.Boolean({ description: 'Merge although they were kept apart' })),
  },
  { additionalProperties: false },
);

const pair = Type.Object({ a: Type.Integer(), b: Type.Integer() });

export const mergePreview = Type.Object({
  customer_id: Type.Integer(),
  persons: Type.Array(Type.Integer()),
  kept_apart: Type.Array(pair),
  identities: Type.Array(Type.Object({ kind: Type.String(), count: Type.Integer() })),
});

export const mergeAnswer = Type.Object({ customer_id: Type.Integer(), edge_ids: Type.Array(Type.Integer()) });

export const unmergeRequest = Type.Object(
  { edge_ids: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1000 }), reason },
  { additionalProperties: false },
);

export const splitRequest = Type.Object(
  { person_ids: Type.Array(customerId, { minItems: 1, maxItems: 1000 }), reason },
  { additionalProperties: false },
);

export const unmergeAnswer = Type.Object({ customer_ids: Type.Array(Type.Integer()) });

export const proposalView = Type.Object({
  proposal_id: Type.Integer(),
  customer_ids: Type.Array(Type.Integer()),
  reason: Type.String(),
  made_at: instant,
});

export const decisionRequest = Type.Object({ accept: Type.Boolean() }, { additionalProperties: false });
