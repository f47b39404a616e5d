import { type Static, Type } from 'typebox';
import { consentChannels } from './consent.ts';
import { customerIdSchema } from './customer.ts';
import { itemIdSchema, itemKinds } from './mall.ts';
import { tierMeasures } from './tiers.ts';

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

const day = Type.String({ format: 'date' });

const memberTier = Type.Object({
  name: Type.String(),
  color: Type.String(),
  measure: Type.Enum([...tierMeasures], { description: 'What the figure is of' }),
  figure: Type.Integer({ description: 'Money in minor units' }),
  next: maybe(Type.Object({ name: Type.String(), from: Type.Integer(), missing: Type.Integer() })),
  notice: maybe(
    Type.Object({ drop_on: day, missing: Type.Integer() }, { description: 'The tier will be lost that day' }),
  ),
  benefits: Type.Array(Type.String(), { description: 'The public rules of the tier, in words' }),
});

/** Whether an item can be taken on the page, and if not, why. */
const takings = ['yes', 'tier', 'sold-out', 'limit', 'points', 'checkout'] as const;

const memberItem = Type.Object({
  item_id: Type.Integer(),
  kind: Type.Enum([...itemKinds]),
  name: Type.String(),
  points: Type.Integer(),
  money_minor: Type.Integer(),
  can_take: Type.Enum([...takings], {
    description: 'checkout: there is money to pay beside the points, in the shop',
  }),
});

const memberPlus = Type.Object({
  subscription_id: Type.Integer(),
  plan: Type.String(),
  cancelled: Type.Boolean(),
  renews: Type.Boolean({ description: 'By itself, when it ends' }),
  last_day: day,
  next_plan: maybe(Type.String({ description: 'Another plan, from the next period on' })),
  saved_minor: Type.Integer({ description: 'What its benefits that were used were worth' }),
  entitlements: Type.Array(
    Type.Object({
      ...{ benefit: Type.Enum(['free-shipping', 'coupon']), coupon: maybe(Type.String()) },
      ...{ granted: Type.Integer(), left: Type.Integer() },
    }),
  ),
});

const memberOffer = Type.Object({
  ...{ plan: Type.String(), period: Type.String({ description: 'For which the price is, in words' }) },
  price_minor: maybe(Type.Integer({ description: 'Null: it is paid in points' })),
  price_points: maybe(Type.Integer()),
  trial_days: Type.Integer({ description: '0: no trial, or this member had one' }),
  benefits: Type.Array(Type.String(), { description: 'What it brings, in words' }),
});

const memberTask = Type.Object({
  deed: Type.String({ description: 'Of the rules of points' }),
  points: Type.Integer({ description: 'For each' }),
  most_per_day: maybe(Type.Integer({ description: 'Points of a shop day' })),
  today: Type.Integer({ description: 'Points had for it this shop day' }),
});

export const memberView = Type.Object({
  shop: Type.String(),
  currency: Type.String(),
  tier: maybe(memberTier),
  gifts: Type.Array(Type.Object({ name: Type.String(), last_day: day }), {
    description: 'Given by the tier, not used yet',
  }),
  mall: Type.Array(memberItem),
  redeemed: Type.Array(
    Type.Object({
      ...{ redemption_id: Type.Integer(), kind: Type.Enum([...itemKinds]), name: Type.String() },
      ...{ count: Type.Integer(), points: Type.Integer(), held: Type.Boolean(), at: instant },
    }),
    { description: 'The last 20 that were taken, or are held until they are paid' },
  ),
  plus: Type.Array(memberPlus, { description: 'What runs of the paid membership' }),
  plus_offers: Type.Array(memberOffer, {
    description: 'Plans that the shop sells, where nothing runs; they are bought in the shop',
  }),
  tasks: Type.Array(memberTask, { description: 'Deeds that earn points, but for signing in' }),
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
      channel: Type.Enum([...consentChannels]),
      allowed: Type.Boolean({ description: 'Whether the shop may, as things stand' }),
    }),
    { description: 'Every purpose by any channel, and channels of which something was said by themselves' },
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
  language: Type.Optional(Type.Enum(['zh', 'en'], { description: 'Of what the page says; zh unless told' })),
});

export const memberConsent = Type.Object(
  {
    purpose: Type.Enum([...memberPurposes]),
    channel: Type.Optional(Type.Enum([...consentChannels], { description: 'any unless told' })),
    allowed: Type.Boolean(),
  },
  closed,
);

export const memberAsk = Type.Object({ kind: Type.Enum([...memberRequests]) }, closed);

export const memberRead = Type.Object(
  { message_ids: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 20 }) },
  closed,
);

export const memberTaking = Type.Object(
  {
    item_id: itemIdSchema,
    key: Type.String({
      pattern: '^[\\x21-\\x7e]{1,100}$',
      description: 'The same once more: the first answer again',
    }),
  },
  closed,
);
export const memberTaken = Type.Object({ redemption_id: Type.Integer(), again: Type.Boolean() });

export const memberPlusCancel = Type.Object(
  { subscription_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
  closed,
);

export const memberSigned = Type.Object({ points: Type.Integer(), again: Type.Boolean() });
