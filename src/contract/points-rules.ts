import { type Static, Type } from 'typebox';
import { shortfallPolicies } from './points.ts';

/** By which rules a shop grants points. One version stands at a time; orders go by the one of the day they were paid. */

const day = Type.String({ format: 'date', description: 'Shop day, YYYY-MM-DD' });
const points = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const most = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }), Type.Null()]);
const percent = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'Of the plain rate: 200 = twice as many, 0 = none',
});

const itemRate = Type.Object(
  {
    category: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: 4,
        description: 'From the root down; what lies below it too',
      }),
    ),
    product_id: Type.Optional(Type.Integer({ minimum: 1 })),
    percent,
  },
  { additionalProperties: false },
);
export type ItemRate = Static<typeof itemRate>;

const dayRate = Type.Object(
  {
    on: Type.String({
      pattern: '^(\\d{4}-\\d{2}-\\d{2}|monthly:([1-9]|[12]\\d|3[01])|weekly:[1-7])$',
      description: 'A shop day, a day of each month (monthly:8) or of each week (weekly:1 = Monday)',
    }),
    percent,
  },
  { additionalProperties: false },
);
export type DayRate = Static<typeof dayRate>;

const deedName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' });

const expiry = Type.Union([
  Type.Object({ kind: Type.Literal('never') }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('days'), days: Type.Integer({ minimum: 1, maximum: 3650 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('year-end'), years: Type.Integer({ minimum: 0, maximum: 10 }) },
    { additionalProperties: false },
  ),
]);
export type PointsExpiry = Static<typeof expiry>;

const pointsRules = Type.Object(
  {
    order: Type.Object(
      {
        points: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        per_minor: Type.Integer({
          minimum: 1,
          maximum: 1_000_000_000,
          description: 'So many points for each such amount of goods paid, in minor units of the shop',
        }),
        items: Type.Array(itemRate, {
          maxItems: 200,
          description: 'The most specific wins: product, then the longest category',
        }),
        tiers: Type.Array(
          Type.Object(
            { tier: Type.String({ minLength: 1, maxLength: 64 }), percent },
            { additionalProperties: false },
          ),
          { maxItems: 20 },
        ),
        days: Type.Array(dayRate, { maxItems: 100, description: 'Of several on one day the highest counts' }),
        most_per_day: most,
      },
      { additionalProperties: false },
    ),
    deeds: Type.Array(
      Type.Object({ deed: deedName, points, most_per_day: most }, { additionalProperties: false }),
      { maxItems: 50 },
    ),
    budget: most,
    return_days: Type.Integer({
      minimum: 0,
      maximum: 365,
      description: 'Points of an order are pending so long after it is completed or delivered',
    }),
    transit_days: Type.Integer({
      minimum: 0,
      maximum: 60,
      description: 'Days from payment to delivery where nobody tells of it',
    }),
    expiry,
    shortfall: Type.Enum([...shortfallPolicies]),
    approval_above: Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'Adjustments of more points than that need the word of a second member of staff',
    }),
    value_minor: Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000,
      description: 'What 100 points are worth, in minor units of the shop',
    }),
  },
  { additionalProperties: false },
);
export type PointsRules = Static<typeof pointsRules>;

export const newPointsRules = Type.Object(
  {
    starts_on: day,
    rules: pointsRules,
    version: Type.Integer({ minimum: 0, description: 'Of the rules that are changed; 0: the first' }),
  },
  { additionalProperties: false },
);
export type NewPointsRules = Static<typeof newPointsRules>;

export const pointsRulesView = Type.Object({
  version: Type.Integer(),
  starts_on: day,
  rules: pointsRules,
  made_by: Type.String(),
  made_by_name: Type.Union([Type.String(), Type.Null()]),
  made_at: Type.String({ format: 'date-time' }),
});
export type PointsRulesView = Static<typeof pointsRulesView>;

export const pointsRulesHistory = Type.Object({
  versions: Type.Array(pointsRulesView, { description: 'Newest first' }),
});
