import { type Static, Type } from 'typebox';
import { customerIdSchema } from './customer.ts';

/** The page of a member: what it shows, and what its reader may do there. */

const closed = { additionalProperties: false } as const;
const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);

/** What a member decides on the page, by purpose. */
export const memberPurposes = ['marketing', 'profiling', 'personalised-recommendation'] as const;
export type MemberPurpose = (typeof memberPurposes)[number];

/** What a member may ask for on the page; staff answer it. */
const memberRequests = ['access', 'delete'] as const;
export type MemberRequest = (typeof memberRequests)[number];

export const memberLinkAsk = Type.Object(
  {
    customer: customerIdSchema,
    minutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1440, description: 'How long it opens the page; 30 unless told' }),
    ),
  },
  closed,
);

export const memberLinkView = Type.Object({
  url: Type.String({ description: 'The page with the token behind #, which no server gets to see' }),
  token: Type.String(),
  expires_at: instant,
});

export const memberHeaders = Type.Object({
  'x-member-token': Type.String({ maxLength: 100, description: 'Of the link' }),
});

export const memberView = Type.Object({
  shop: Type.String(),
  points: Type.Object({
    available: Type.Integer(),
    pending: Type.Integer(),
    expiring: Type.Array(Type.Object({ points: Type.Integer(), last_day: Type.String({ format: 'date' }) }), {
      description: 'By the last day they can be used, soonest first; 12 at most',
    }),
  }),
  sign_in: maybe(Type.Object({ points: Type.Integer(), done: Type.Boolean() })),
  consents: Type.Array(
    Type.Object({
      purpose: Type.Enum([...memberPurposes]),
      allowed: Type.Boolean({ description: 'Whether the shop may, as things stand' }),
    }),
  ),
  inbox: Type.Array(
    Type.Object({
      ...{ message_id: Type.Integer(), at: instant, read: Type.Boolean() },
      ...{ subject: Type.String(), text: Type.String() },
    }),
    { description: 'The last 20' },
  ),
  requests: Type.Array(
    Type.Object({ kind: Type.String(), state: Type.String(), due_day: Type.String({ format: 'date' }) }),
  ),
});
export type MemberView = Static<typeof memberView>;

export const memberLanguage = Type.Object({
  language: Type.Optional(Type.Enum(['zh', 'en'], { description: 'Of the inbox; zh unless told' })),
});

export const memberConsent = Type.Object(
  { purpose: Type.Enum([...memberPurposes]), allowed: Type.Boolean() },
  closed,
);

export const memberAsk = Type.Object({ kind: Type.Enum([...memberRequests]) }, closed);

export const memberRead = Type.Object(
  { message_ids: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 20 }) },
  closed,
);

export const memberSigned = Type.Object({ points: Type.Integer(), again: Type.Boolean() });
