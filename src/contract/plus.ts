import { type Static, Type } from 'typebox';
import { bilingual } from './measure.ts';

/** PLUS, the paid membership, as the API shows and takes it. Money in minor units of the shop's currency. */

const closed = { additionalProperties: false } as const;
const instant = Type.String({ format: 'date-time' });
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const money = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const key = Type.String({
  pattern: '^[\\x21-\\x7e]{1,200}$',
  description:
    "Idempotency key, for ever: the same request with it gets the first answer again. A number of your own (an order's), kept as sent: nothing personal",
});

export const planIdSchema = id;
export const subscriptionIdSchema = id;
export const plusActIdSchema = id;

const planPeriods = ['month', 'quarter', 'year'] as const;
export type PlanPeriod = (typeof planPeriods)[number];

const name = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 40 }), en: Type.String({ minLength: 1, maxLength: 80 }) },
  closed,
);

const price = Type.Union([
  Type.Object(
    { kind: Type.Literal('money'), minor: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('points'),
      points: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
      worth_minor: Type.Integer({
        minimum: 1,
        maximum: 1_000_000_000,
        description: 'What so many points are worth in money, to compare benefits with',
      }),
    },
    closed,
  ),
]);
export type PlusPrice = Static<typeof price>;

export const planTerms = Type.Object(
  {
    name,
    period: Type.Enum([...planPeriods]),
    price,
    trial_days: Type.Integer({
      minimum: 0,
      maximum: 90,
      description:
        'Once per customer ever; 0: no trial, otherwise seven at least, so that notice of renewal has its time',
    }),
    member_prices: Type.Array(
      Type.Object(
        {
          name,
          percent: Type.Integer({ minimum: 10, maximum: 99, description: 'Of the list price that is paid' }),
          category: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
            maxItems: 4,
            description: 'From the root down, and what lies below it; empty: all products',
          }),
        },
        closed,
      ),
      { maxItems: 20 },
    ),
    free_shipping: maybe(
      Type.Object(
        {
          count: Type.Integer({ minimum: 1, maximum: 1000, description: 'In each period' }),
          worth_minor: money,
        },
        closed,
      ),
    ),
    coupons: Type.Array(
      Type.Object(
        {
          coupon: Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'What your own system hands out, as the points mall names it',
          }),
          count: Type.Integer({ minimum: 1, maximum: 100, description: 'In each month' }),
          worth_minor: money,
        },
        closed,
      ),
      { maxItems: 10 },
    ),
    points_percent: Type.Integer({
      minimum: 100,
      maximum: 1000,
      description: 'Of the plain rate of orders; the better of this and that of the tier counts',
    }),
  },
  closed,
);
export type PlanTerms = Static<typeof planTerms>;

export const newPlan = Type.Object({ terms: planTerms, is_offered: Type.Boolean() }, closed);
export type NewPlan = Static<typeof newPlan>;
export const planChange = Type.Object(
  {
    terms: planTerms,
    is_offered: Type.Boolean({ description: 'False: nobody can start it; whoever has it may renew' }),
    version: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Of the plan that is changed' }),
  },
  closed,
);
export type PlanChange = Static<typeof planChange>;

export const planView = Type.Object({
  plan_id: Type.Integer(),
  version: Type.Integer(),
  is_offered: Type.Boolean(),
  terms: planTerms,
  made_at: instant,
});
export type PlanView = Static<typeof planView>;
export const plansView = Type.Object({ currency: Type.String(), plans: Type.Array(planView) });

const payment = Type.Object(
  {
    ref: Type.String({
      pattern: '^[\\x21-\\x7e]{1,100}$',
      description: 'Number of the payment at your payment service; it pays one period, ever',
    }),
    minor: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  },
  closed,
);
export type PlusPayment = Static<typeof payment>;

export const plusStart = Type.Object(
  {
    plan_id: planIdSchema,
    trial: Type.Boolean({ description: 'Begin with the trial; nothing is paid for it' }),
    auto_renew: Type.Boolean({
      description: 'What the customer agreed to; false: it ends unless they renew it',
    }),
    payment: maybe(payment),
    key,
  },
  closed,
);
export const plusRenewal = Type.Object(
  {
    payment: maybe(payment),
    automatic: Type.Boolean({
      description: 'Charged by an agreement, not by the customer now: wants the notice of five days before',
    }),
    key,
  },
  closed,
);
export const plusSwitchWhens = ['now', 'renewal'] as const;
export type PlusSwitchWhen = (typeof plusSwitchWhens)[number];
export const plusSwitch = Type.Object(
  {
    plan_id: planIdSchema,
    when: Type.Enum([...plusSwitchWhens], {
      description:
        'now: the period under way ends and what is left of it is credited; renewal: from the next period on, nothing is paid now',
    }),
    payment: Type.Union([payment, Type.Null()], {
      description: 'Of a plan in money, now: its price less `switch_credit` of the subscription',
    }),
    key,
  },
  closed,
);
export const plusKeyed = Type.Object({ key }, closed);

export const plusBenefits = ['free-shipping', 'coupon', 'member-price'] as const;
export type PlusBenefit = (typeof plusBenefits)[number];
export const plusUse = Type.Object(
  {
    benefit: Type.Enum([...plusBenefits]),
    coupon: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'One unless told' })),
    saved_minor: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'What the member price saved' }),
    ),
    ref: Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$', description: 'Such as order:77' })),
    key,
  },
  closed,
);
export type PlusUse = Static<typeof plusUse>;

const plusStates = ['trialing', 'active', 'cancelled', 'expired', 'refunded'] as const;
export type PlusState = (typeof plusStates)[number];
const endReasons = [
  ...(['unpaid', 'cancelled', 'not-told', 'too-late', 'not-enough-points', 'points-refused'] as const),
  ...(['refunded', 'erased'] as const),
] as const;
export type PlusEndReason = (typeof endReasons)[number];
const actKinds = [
  'start',
  'renew',
  'tell',
  'cancel',
  'refund',
  'use',
  'give-back',
  'switch',
  'choose',
  'expire',
] as const;
export type PlusActKind = (typeof actKinds)[number];

export const plusAct = Type.Object({
  act_id: Type.Integer(),
  subscription_id: Type.Integer(),
  kind: Type.Enum([...actKinds]),
  period: Type.Integer({ description: 'Its number; 0: the trial' }),
  benefit: maybe(Type.Enum([...plusBenefits])),
  coupon: maybe(Type.String()),
  count: maybe(Type.Integer()),
  minor: maybe(Type.Integer({ description: 'Paid, given back, or what a use was worth' })),
  points: maybe(Type.Integer()),
  left: maybe(Type.Integer({ description: 'How many of the entitlement were left then' })),
  ends_at: instant,
  reason: maybe(Type.Enum([...endReasons])),
  at: instant,
  plan_id: Type.Integer({ description: 'Of its period; of a choice the one that was chosen' }),
  given_back_at: maybe(
    Type.String({ format: 'date-time', description: 'Of a use: since when it counts no more' }),
  ),
  again: Type.Optional(Type.Boolean({ description: 'Asked before: this was the answer' })),
});
export type PlusAct = Static<typeof plusAct>;

const amount = Type.Object({ minor: Type.Integer(), points: Type.Integer() });
const savings = Type.Object({
  free_shipping_minor: Type.Integer(),
  coupons_minor: Type.Integer(),
  member_price_minor: Type.Integer(),
  total_minor: Type.Integer(),
});
export type PlusSavings = Static<typeof savings>;

const subscriptionView = Type.Object({
  subscription_id: Type.Integer(),
  customer_id: maybe(Type.Integer({ description: 'Null: their data was erased' })),
  plan_id: Type.Integer(),
  next_plan_id: maybe(
    Type.Integer({ description: 'The plan of its next period, where that is another one' }),
  ),
  plan: bilingual,
  version: Type.Integer({ description: 'Of the terms that hold now' }),
  state: Type.Enum([...plusStates]),
  auto_renew: Type.Boolean(),
  begins_at: instant,
  ends_at: Type.String({ format: 'date-time', description: 'End of what is paid' }),
  last_day: Type.String({ format: 'date' }),
  told_at: maybe(
    Type.String({ format: 'date-time', description: 'When notice of the next renewal was queued' }),
  ),
  ended_at: maybe(instant),
  end_reason: maybe(Type.Enum([...endReasons])),
});
export type SubscriptionView = Static<typeof subscriptionView>;
export const subscriptionsView = Type.Object({
  subscriptions: Type.Array(subscriptionView),
  next_cursor: maybe(Type.String()),
});

/** `limit` and `cursor` as of every list. */
export const plusStateAsked = Type.Optional(Type.Enum([...plusStates]));

const plusEntitlement = Type.Object({
  benefit: Type.Enum(['free-shipping', 'coupon']),
  coupon: maybe(Type.String()),
  granted: Type.Integer(),
  left: Type.Integer(),
  worth_minor: Type.Integer(),
  ends_at: instant,
});
export type PlusEntitlement = Static<typeof plusEntitlement>;

const customerSubscription = Type.Object({
  ...subscriptionView.properties,
  paid_in: maybe(
    Type.Enum(['money', 'points'], { description: 'What its last period was paid in; null: a trial' }),
  ),
  paid: amount,
  refunded: amount,
  saved: savings,
  refund_now: maybe(
    Type.Object(
      { ...amount.properties },
      { description: 'What a refund would give back now; null: nothing was paid, or it is over' },
    ),
  ),
  renewal: maybe(
    Type.Object(
      { ...{ plan_id: Type.Integer(), plan: bilingual, price } },
      {
        description:
          'The next period and its price: as the customer was told, otherwise as it is sold now; null: it is over, or paid already',
      },
    ),
  ),
  switch_credit: maybe(
    Type.Object(
      { ...amount.properties },
      {
        description:
          'What a change to another plan today counts off its price; null: it cannot be changed at once',
      },
    ),
  ),
  entitlements: Type.Array(plusEntitlement, { description: 'Those that can be used now' }),
  acts: Type.Array(plusAct, { description: 'Newest first; 50 at most' }),
});
export type CustomerSubscription = Static<typeof customerSubscription>;
export const customerPlus = Type.Object({
  currency: Type.String(),
  may_try: Type.Boolean({ description: 'Had no trial yet' }),
  subscriptions: Type.Array(customerSubscription, { description: 'Newest first; 20 at most' }),
});
export type CustomerPlus = Static<typeof customerPlus>;

const ratio = maybe(Type.Number({ description: 'Null: of nobody' }));
export const plusReport = Type.Object({
  currency: Type.String(),
  plans: Type.Array(
    Type.Object({
      ...{ plan_id: Type.Integer(), plan: bilingual },
      ...{
        trialing: Type.Integer(),
        active: Type.Integer(),
        cancelled: Type.Integer(),
        ended: Type.Integer(),
      },
      revenue: Type.Object(
        { ...amount.properties },
        { description: 'Paid for periods less what was given back, ever' },
      ),
      revenue_worth_minor: Type.Integer({ description: 'The same with points at their worth' }),
      cost: savings,
      cost_share: maybe(Type.Number({ description: 'Benefits used over revenue; null: no revenue' })),
      trials: Type.Integer(),
      converted: Type.Integer({ description: 'Of the trials that are over, those that paid' }),
      conversion_rate: ratio,
    }),
  ),
  cohorts: Type.Array(
    Type.Object({
      month: Type.String({ description: 'Shop month of the first paid period' }),
      size: Type.Integer(),
      renewals: Type.Array(Type.Object({ due: Type.Integer(), renewed: Type.Integer(), rate: ratio }), {
        description: 'The first renewal, the second, ...; 12 at most',
      }),
    }),
    { description: 'Newest first; 24 at most' },
  ),
});
export type PlusReport = Static<typeof plusReport>;
