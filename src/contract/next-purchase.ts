import { type Static, Type } from 'typebox';
import { bilingual, dayText } from './measure.ts';
import { modelRunSchema } from './scores.ts';

/** Next purchase: when customers buy next, what of, and how well that was known before. */

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const figure = orNull(Type.Number());

const quality = {
  auc: figure,
  lift: Type.Union([Type.Number(), Type.Null()], {
    description: 'Share of buyers in the first tenth / in all',
  }),
  brier: Type.Number({ description: 'Mean of (probability - what happened)^2' }),
};

/** How probabilities of a purchase within so many days did, on customers whose days to come had not been seen. */
const propensityCheck = Type.Object({
  days: Type.Integer(),
  customers: Type.Integer({ description: 'Looks at customers, on one or several days' }),
  bought: Type.Integer(),
  model: Type.Object(quality),
  recency_rule: Type.Object(quality, {
    description:
      'Who bought last buys first; as probability the share of buyers among those who had been away as long, of the days learnt from',
  }),
  tenths: Type.Array(
    Type.Object({
      tenth: Type.Integer({ description: '1: of the highest probability' }),
      customers: Type.Integer(),
      predicted: Type.Number({ description: 'Mean probability' }),
      actual: Type.Number({ description: 'Share that bought' }),
    }),
  ),
});
export type PropensityCheck = Static<typeof propensityCheck>;

/** How days did, of the customers who bought within the window. */
const dayCheck = Type.Object({
  customers: Type.Integer(),
  mean_error: Type.Number({ description: 'Mean of |day told - day of the purchase|, in days' }),
  mean_error_of_rule: Type.Number({
    description:
      'The same, of the plain rule: last purchase + own usual gap (the usual gap of the shop for whoever has none), within the window',
  }),
  coverage: Type.Number({ description: 'Share whose purchase lay in the interval: 0.8 is meant' }),
  mean_width: Type.Number({ description: 'Days from the low to the high end, both counted' }),
});
export type DayCheck = Static<typeof dayCheck>;

/** How categories did, of the customers who bought within the window and had bought before. */
const categoryCheck = Type.Object({
  customers: Type.Integer(),
  first_hit: Type.Number({ description: 'The first category named was bought next' }),
  three_hit: Type.Number({ description: 'One of the first three was' }),
  first_hit_of_rule: Type.Number({ description: 'The same, of what most customers buy' }),
  three_hit_of_rule: Type.Number(),
});
export type CategoryCheck = Static<typeof categoryCheck>;

const check = Type.Object({
  fitted_to: Type.String({ ...dayText, description: 'Last day the fit under check had seen' }),
  to: Type.String({ ...dayText, description: 'Last day that was waited' }),
  propensities: Type.Array(propensityCheck),
  days: orNull(dayCheck),
  categories: orNull(categoryCheck),
});
export type NextPurchaseCheck = Static<typeof check>;

/** What the page of the next purchase shows. */
export const nextPurchaseViewSchema = Type.Object({
  run: modelRunSchema,
  window_days: Type.Integer({
    description: 'How far ahead is looked: 90 days, less where the past is short',
  }),
  customers: Type.Integer(),
  buyers_7_days: Type.Number({ description: 'Sum of the probabilities' }),
  buyers_30_days: Type.Number(),
  ahead: Type.Array(
    Type.Object({
      from: Type.Integer({ description: 'First and last day ahead' }),
      to: Type.Integer(),
      customers: Type.Number({ description: 'Whose next purchase is expected in these days' }),
    }),
  ),
  levels: Type.Array(
    Type.Object({
      from: Type.Number({ description: 'Probability of a purchase within 30 days' }),
      to: Type.Number(),
      customers: Type.Integer(),
    }),
  ),
  drivers: Type.Array(
    Type.Object({
      feature: Type.String(),
      label: bilingual,
      weights: Type.Array(
        Type.Object({
          from: Type.Integer(),
          to: Type.Integer(),
          weight: Type.Number({
            description:
              'Log-odds of a purchase in these days, if none before, for one standard deviation more',
          }),
          standard_error: figure,
        }),
      ),
    }),
  ),
  gaps: Type.Object(
    {
      median_days: Type.Number(),
      within_factor: Type.Number({
        description: 'Two of three gaps of a customer are within times or through this of their own',
      }),
      between_factor: Type.Number({
        description: 'Two of three customers are within times or through this of the shop',
      }),
    },
    { description: 'How long customers take between two days of purchase' },
  ),
  check: orNull(check),
});
export type NextPurchaseView = Static<typeof nextPurchaseViewSchema>;

const probability = Type.Object({ value: Type.Number(), low: figure, high: figure });

export const customerNextPurchaseSchema = Type.Object({
  customer: Type.Integer(),
  as_of: dayText,
  window_days: Type.Integer(),
  confidence: Type.Enum(['low', 'usual']),
  within_7_days: probability,
  within_30_days: probability,
  within_window: Type.Number({ description: 'Probability of a purchase within the window' }),
  expected: Type.Object(
    { day: dayText, low: dayText, high: dayText },
    {
      description:
        'If they buy within the window: the day by which half of such customers have, and between which days eight of ten do',
    },
  ),
  rhythm: Type.Object({
    days: Type.Number({ description: 'Their usual gap, drawn to the shop by how little is known of them' }),
    last: Type.Integer({ description: 'Days since the last purchase' }),
  }),
  categories: Type.Array(
    Type.Object({
      category: Type.String(),
      share: Type.Number({ description: 'Of purchases like theirs' }),
      own: Type.Integer({ description: 'Days on which they bought of it' }),
    }),
    { description: 'Likeliest first, three at most; empty where products have no categories' },
  ),
});
export type CustomerNextPurchase = Static<typeof customerNextPurchaseSchema>;
