import { type Static, Type } from 'typebox';
import { bilingual, dayText } from './measure.ts';

/** What a tier brings, and what was given of it. */

const closed = { additionalProperties: false } as const;
const kind = <K extends string>(it: K) => Type.Literal(it);
const name = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 40 }), en: Type.String({ minLength: 1, maxLength: 80 }) },
  closed,
);

const thing = Type.Object(
  {
    name,
    cost_minor: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    days: Type.Integer({ minimum: 1, maximum: 366, description: 'So long it can be used' }),
  },
  closed,
);
const gift = Type.Union([
  Type.Object({ points: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, closed),
  thing,
]);
export type Gift = Static<typeof gift>;

export const benefitKinds = [
  ...(['birthday-gift', 'upgrade-gift', 'points-multiplier', 'member-price'] as const),
  ...(['limited-offer', 'exclusive-coupon'] as const),
  ...(['priority-shipping', 'dedicated-agent', 'free-shipping'] as const),
] as const;
export type BenefitKindName = (typeof benefitKinds)[number];

/** A public rule by which a product costs less. */
const price = {
  name: Type.Union([name], { description: 'How the public rule is called' }),
  percent: Type.Integer({ minimum: 10, maximum: 99, description: 'Of the list price that is paid' }),
  category: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    maxItems: 4,
    description: 'From the root down, and what lies below it; empty: all products',
  }),
};

const perOrder = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description:
    'What it costs the shop for one order, minor units: counted for orders that were sent by it (of free shipping, those that paid none); with `monthly` its own is',
});

export const benefitSchema = Type.Union([
  Type.Object({ kind: kind('birthday-gift'), gift }, closed),
  Type.Object({ kind: kind('upgrade-gift'), gift }, closed),
  Type.Object(
    {
      kind: kind('points-multiplier'),
      percent: Type.Integer({
        minimum: 100,
        maximum: 1000,
        description: 'Of the plain rate of orders, where the rules of points name no rate for the tier',
      }),
    },
    closed,
  ),
  Type.Object({ kind: kind('member-price'), ...price }, closed),
  Type.Object(
    {
      ...{ kind: kind('limited-offer'), ...price },
      from: Type.Union([dayText], { description: 'First shop day of it' }),
      until: Type.Union([dayText], { description: 'Last shop day of it' }),
    },
    closed,
  ),
  Type.Object(
    {
      kind: kind('exclusive-coupon'),
      gift: Type.Union([thing], { description: 'Given in every month (shop days) once' }),
    },
    closed,
  ),
  Type.Object({ kind: kind('priority-shipping'), cost_minor: Type.Optional(perOrder) }, closed),
  Type.Object(
    {
      kind: kind('dedicated-agent'),
      agents: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
          ...{ minItems: 1, maxItems: 200, uniqueItems: true },
          description:
            'Who serves this tier, as your service system names them, not by a name: each customer has always the same one; without them service chooses',
        }),
      ),
    },
    closed,
  ),
  Type.Object(
    {
      kind: kind('free-shipping'),
      from_minor: Type.Integer({
        minimum: 0,
        maximum: 1_000_000_000,
        description: 'For orders from that amount',
      }),
      cost_minor: Type.Optional(perOrder),
      monthly: Type.Optional(
        Type.Object(
          {
            count: Type.Integer({ minimum: 1, maximum: 31 }),
            cost_minor: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Of each, to the shop' }),
          },
          {
            ...closed,
            description:
              'So many in every month (shop days), each a grant that is used once; without it every order',
          },
        ),
      ),
    },
    closed,
  ),
]);
export type Benefit = Static<typeof benefitSchema>;
export type BenefitOf<K extends BenefitKindName> = Extract<Benefit, { kind: K }>;

const tierCode = Type.String();
const shownBenefit = Type.Object({
  kind: Type.Enum([...benefitKinds]),
  benefit: benefitSchema,
  sentence: bilingual,
});

export const publicBenefits = Type.Object({
  version: Type.Integer({ description: 'Of the rules of tiers they are part of; 0: none' }),
  tiers: Type.Array(Type.Object({ code: tierCode, name: bilingual, benefits: Type.Array(shownBenefit) }), {
    description: 'From the lowest up',
  }),
});

export const grantIdSchema = Type.Integer({ minimum: 1 });

export const grantView = Type.Object({
  grant_id: grantIdSchema,
  benefit: Type.Enum([...benefitKinds]),
  tier: tierCode,
  gift,
  state: Type.Enum(['owed', 'given', 'open', 'used', 'void'], {
    description: 'Points: owed, then given. Things: open, then used. void: nobody is there to have it',
  }),
  granted_at: Type.String({ format: 'date-time' }),
  expires_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  used_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type GrantView = Static<typeof grantView>;

export const customerBenefits = Type.Object({
  tier: Type.Union([tierCode, Type.Null()]),
  benefits: Type.Array(shownBenefit),
  agent: Type.Union([Type.String(), Type.Null()], {
    description: 'Who serves this customer, of the agents that their tier names; null: nobody is named',
  }),
  grants: Type.Array(grantView, { description: 'Newest first; 100 at most' }),
});
export type CustomerBenefits = Static<typeof customerBenefits>;

export const usingGrant = Type.Object(
  {
    key: Type.String({
      pattern: '^[!-~]{1,200}$',
      description: 'The same key gets the same answer; a grant is used once',
    }),
  },
  closed,
);

export const pricesAsked = Type.Object(
  {
    customer_id: Type.Integer({ minimum: 1 }),
    items: Type.Array(
      Type.Object(
        {
          product_id: Type.Integer({ minimum: 1 }),
          list_minor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  closed,
);

export const pricesTold = Type.Object({
  prices: Type.Array(
    Type.Object({
      product_id: Type.Integer(),
      list_minor: Type.Integer(),
      price_minor: Type.Integer(),
      rule: Type.Union(
        [
          Type.Object({
            version: Type.Integer({ description: 'Of the rules of tiers, or of the plan of PLUS' }),
            tier: Type.Union([tierCode, Type.Null()]),
            plan_id: Type.Union([Type.Integer(), Type.Null()]),
            name: bilingual,
            percent: Type.Integer(),
          }),
          Type.Null(),
        ],
        { description: 'The public rule that makes the price another; null: the list price' },
      ),
    }),
  ),
});

export const benefitCosts = Type.Object({
  from: dayText,
  to: dayText,
  costs: Type.Array(
    Type.Object({
      benefit: Type.Enum([...benefitKinds]),
      tier: tierCode,
      grants: Type.Integer({ description: 'Promised; of prices and points the orders paid with them' }),
      used: Type.Integer({ description: 'Given or used' }),
      cost_minor: Type.Integer({
        description:
          'Of those given or used; of prices what they took off the list price, of points those beyond the plain rate at their worth, less refunds',
      }),
      open_minor: Type.Integer({ description: 'Of those that still may be used' }),
    }),
  ),
});

const interval = (description: string) =>
  Type.Union(
    [
      Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() }, { description }),
      Type.Null(),
    ],
    { description: 'With the 95% interval, minor units; null: nobody to compare with' },
  );
const average = Type.Union([Type.Number(), Type.Null()], { description: 'A customer, minor units' });

export const benefitMargin = Type.Object({
  from: dayText,
  to: dayText,
  margin_rate: Type.Number({ description: 'Of net sales, by the settings of value; 1: sales' }),
  counted_at: Type.String({
    format: 'date-time',
    description: 'When sales were added up: of the last year once a day, costs are those of now',
  }),
  holdout_share: Type.Number({ description: 'Of the universal holdout; 0: nobody is held out' }),
  tiers: Type.Array(
    Type.Object({
      tier: tierCode,
      customers: Type.Integer({ description: 'On the tier when the days began, and not held out' }),
      held_out: Type.Integer({ description: 'On it then, and held out' }),
      ...{ margin_minor: average, held_out_margin_minor: average },
      difference: interval('A customer'),
      protected: interval('The difference, for all customers on the tier'),
      cost_minor: Type.Integer({
        description:
          'Of gifts promised within the days and given or used, and of prices and points of orders paid within them',
      }),
      confidence: Type.Union([Type.Enum(['low', 'usual']), Type.Null()]),
    }),
    { description: 'From the lowest up' },
  ),
});
export type BenefitMargin = Static<typeof benefitMargin>;

export const priceAudit = Type.Object({
  from: dayText,
  to: dayText,
  lines: Type.Integer({ description: 'Lines of products that went at different prices on one day' }),
  is_cut: Type.Boolean({ description: 'There are more than were looked at' }),
  differences: Type.Array(
    Type.Object({
      day: dayText,
      channel: Type.String(),
      product_id: Type.Integer(),
      list_minor: Type.Integer({ description: 'The dearest price of that day' }),
      price_minor: Type.Integer(),
      customers: Type.Integer(),
      order_ids: Type.Array(Type.Integer(), { description: '20 at most' }),
    }),
    { description: 'Prices that neither a discount of the order nor a member price of the buyer explains' },
  ),
});
