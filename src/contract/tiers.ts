import { type Static, Type } from 'typebox';
import { benefitSchema } from './benefits.ts';
import { bilingual, dayText } from './measure.ts';

/** A shop's ladder of tiers, by which rules customers stand on it, and what became of them. */

export const tierMeasures = ['growth', 'spend', 'orders', 'rfm', 'clv'] as const;
export type TierMeasure = (typeof tierMeasures)[number];
export const tierPeriods = ['rolling-12-months', 'calendar-year', 'for-life'] as const;
export type TierPeriod = (typeof tierPeriods)[number];
export const tierDowngrades = ['none', 'one-step', 'earned'] as const;
export type TierDowngrade = (typeof tierDowngrades)[number];
const tierIcons = ['user', 'star', 'medal', 'crown', 'gem', 'heart'] as const;
const tierReasons = [
  ...(['joined', 'earned', 'refunded', 'dropped', 'merged', 'unmerged', 'rules'] as const),
] as const;
export type TierReason = (typeof tierReasons)[number];
const tierCauses = ['rules', 'day', 'start', 'facts', 'many', 'asked'] as const;
export type TierCause = (typeof tierCauses)[number];

const closed = { additionalProperties: false } as const;
const amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });
const most = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), Type.Null()], {
  description: 'Most of it a customer gets a shop day; null: no limit',
});
const points = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const tierCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$' });

const rung = Type.Object(
  {
    code: tierCode,
    name: Type.Object(
      {
        zh: Type.String({ minLength: 1, maxLength: 20 }),
        en: Type.String({ minLength: 1, maxLength: 40 }),
      },
      closed,
    ),
    color: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
    icon: Type.Enum([...tierIcons]),
    from: Type.Union([amount], {
      description:
        'The figure from which it is earned: growth value, minor units of money (spend, clv), orders, or R + F + M (0 to 15). The first is 0',
    }),
    benefits: Type.Optional(Type.Array(benefitSchema, { maxItems: 20, description: 'What the tier brings' })),
  },
  closed,
);
export type TierRung = Static<typeof rung>;

const growth = Type.Object(
  {
    spend: Type.Object(
      {
        points,
        per_minor: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
        most_per_day: most,
      },
      closed,
    ),
    orders: Type.Object({ points, most_per_day: most }, closed),
    tenure: Type.Object(
      {
        points: Type.Union([points], {
          description: 'For each full year since the first paid order, whatever the period',
        }),
      },
      closed,
    ),
    deeds: Type.Array(
      Type.Object(
        {
          event: Type.String({
            minLength: 1,
            maxLength: 100,
            description: 'Name of an event: sharing, reviewing, liking, taking part',
          }),
          points,
          most_per_day: most,
        },
        closed,
      ),
      { maxItems: 30 },
    ),
  },
  { ...closed, description: 'What growth value comes of; used by the measure `growth` only' },
);
export type TierGrowth = Static<typeof growth>;

export const tierRules = Type.Object(
  {
    ladder: Type.Array(rung, { minItems: 2, maxItems: 12, description: 'From the lowest up' }),
    measure: Type.Enum([...tierMeasures]),
    growth,
    period: Type.Enum([...tierPeriods], {
      description:
        'Which days count (shop days). calendar-year: the better of this year and the one before. RFM and CLV have their own',
    }),
    downgrade: Type.Enum([...tierDowngrades]),
    notice_days: Type.Integer({
      minimum: 0,
      maximum: 180,
      description: 'So long before it a customer is told that the tier would be lost, and what is missing',
    }),
    grace_days: Type.Integer({ minimum: 0, maximum: 365, description: 'So much longer the tier is kept' }),
  },
  closed,
);
export type TierRules = Static<typeof tierRules>;

export const newTierRules = Type.Object(
  {
    rules: tierRules,
    version: Type.Integer({ minimum: 0, description: 'Of the rules that are changed; 0: the first' }),
  },
  closed,
);
export type NewTierRules = Static<typeof newTierRules>;

const tierRulesView = Type.Object({
  version: Type.Integer(),
  rules: tierRules,
  made_by: Type.String(),
  made_by_name: Type.Union([Type.String(), Type.Null()]),
  made_at: Type.String({ format: 'date-time' }),
});

export const tierRulesHistory = Type.Object({
  versions: Type.Array(tierRulesView, { description: 'Newest first; the newest stands' }),
  usual: Type.Union([tierRules], { description: 'What most shops begin with' }),
});

const moveCount = Type.Object({
  from: Type.Union([tierCode, Type.Null()], { description: 'null: had no tier yet' }),
  to: tierCode,
  customers: Type.Integer(),
});

const tierCost = Type.Object({
  tier: tierCode,
  before_minor: Type.Integer({ description: 'By the rules that stand' }),
  after_minor: Type.Integer(),
});
export type TierCost = Static<typeof tierCost>;

/** Who moves where, or did. */
export const tierOutcome = Type.Object({
  day: dayText,
  version: Type.Integer({ description: 'Of the rules; in a simulation the one they would become' }),
  customers: Type.Integer(),
  up: Type.Integer(),
  down: Type.Integer(),
  at_risk: Type.Integer({ description: 'Told now, or before, that the tier will be lost' }),
  matrix: Type.Array(moveCount, { description: 'Customers by tier before and after, those who stay too' }),
  costs: Type.Union([Type.Array(tierCost), Type.Null()], {
    description:
      'Of a simulation: what the benefits of each tier cost in a year at the most, gifts as if everybody took them, prices and points as if the last twelve months came again. Else null',
  }),
  took_ms: Type.Integer(),
});
export type TierOutcome = Static<typeof tierOutcome>;

export const tierDistribution = Type.Object({
  version: Type.Integer({ description: '0: there are no rules yet' }),
  tiers: Type.Array(
    Type.Object({
      code: tierCode,
      name: bilingual,
      color: Type.String(),
      icon: Type.String(),
      from: Type.Integer(),
      customers: Type.Integer(),
      at_risk: Type.Integer(),
    }),
    { description: 'From the lowest up' },
  ),
  evaluations: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      day: dayText,
      version: Type.Integer(),
      cause: Type.Enum([...tierCauses]),
      customers: Type.Integer(),
      up: Type.Integer(),
      down: Type.Integer(),
      took_ms: Type.Integer(),
    }),
    { description: 'The newest 20 that asked everybody, newest first' },
  ),
});

const tierMove = Type.Object({
  day: dayText,
  at: Type.String({ format: 'date-time' }),
  from: Type.Union([tierCode, Type.Null()]),
  to: tierCode,
  reason: Type.Enum([...tierReasons]),
  cause: Type.Enum([...tierCauses]),
  figure: Type.Integer({ description: 'What the measure said then' }),
  version: Type.Integer(),
});

export const customerTier = Type.Object({
  measure: Type.Union([Type.Enum([...tierMeasures]), Type.Null()], { description: 'null: no rules' }),
  tier: Type.Union([
    Type.Object({ code: tierCode, name: bilingual, color: Type.String(), icon: Type.String() }),
    Type.Null(),
  ]),
  since: Type.Union([dayText, Type.Null()]),
  figure: Type.Integer(),
  next: Type.Union(
    [
      Type.Object({ code: tierCode, name: bilingual, from: Type.Integer(), missing: Type.Integer() }),
      Type.Null(),
    ],
    { description: 'The tier above and what is missing to it' },
  ),
  notice: Type.Union([Type.Object({ drop_on: dayText, missing: Type.Integer() }), Type.Null()], {
    description: 'The tier is lost on that day unless so much is added',
  }),
  moves: Type.Array(tierMove, { description: 'Newest first; 100 at most' }),
});
export type CustomerTier = Static<typeof customerTier>;

export const tierNotices = Type.Object({
  notices: Type.Array(
    Type.Object({
      customer_id: Type.Integer(),
      tier: tierCode,
      told_on: dayText,
      drop_on: dayText,
      missing: Type.Integer(),
    }),
    { description: 'Standing ones, those that end first; 500 at most' },
  ),
});
