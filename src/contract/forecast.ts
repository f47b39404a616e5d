import { type Static, Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';

/** Demand forecasts as the API shows and takes them. Units are pieces sold; days are shop days. */

export const forecastGrains = ['day', 'week'] as const;

const days = Type.Optional(
  Type.String({
    ...{ pattern: '^\\d{4}-\\d{2}-\\d{2}(,\\d{4}-\\d{2}-\\d{2})*$', maxLength: 1100 },
    description: 'Days of campaigns that are planned, with commas',
  }),
);

const asOf = Type.Optional(Type.String({ ...dayText, description: 'Last whole shop day; yesterday' }));

export const forecastQuerySchema = Type.Object({
  product: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Number of a product; all its channels together' }),
  ),
  category: Type.Optional(
    Type.String({ maxLength: 200, description: 'Root category; without it and a product, the whole shop' }),
  ),
  by: Type.Enum([...forecastGrains], { default: 'day' }),
  horizon: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 120, description: 'Days or weeks to come; 28 or 8 unless given' }),
  ),
  as_of: asOf,
  campaign_days: days,
});

const period = {
  period: Type.String({ description: 'Day, or Monday of the week' }),
  flags: Type.Array(Type.String({ description: 'Codes of occasions and campaigns, see effects' })),
};

const tried = Type.Object({
  model: Type.String(),
  chosen: Type.Boolean(),
  wape: Type.Union([Type.Number(), Type.Null()], {
    description: 'Sum of absolute errors / units sold, on days not seen',
  }),
  mase: Type.Union([Type.Number(), Type.Null()], {
    description: "Mean absolute error in units of the naive rule's within the days seen",
  }),
  bias: Type.Union([Type.Number(), Type.Null()], { description: 'Expected / sold - 1' }),
  coverage: Type.Union([Type.Number(), Type.Null()], {
    description: 'Share of periods within intervals made of the other looks back; null below three',
  }),
});

export const forecastAnswerSchema = Type.Object({
  subject: Type.Object({
    kind: Type.Enum(['product', 'category', 'shop']),
    product_id: Type.Union([Type.Integer(), Type.Null()]),
    title: Type.String(),
    category: Type.Union([Type.String(), Type.Null()]),
    stock: Type.Union([Type.Integer(), Type.Null()], { description: 'Of a product; null = not told' }),
  }),
  by: Type.Enum([...forecastGrains]),
  as_of: dayText,
  model: Type.Object({
    name: Type.String(),
    version: Type.Integer({ description: 'Of the method' }),
    parameters: Type.Record(Type.String(), Type.Number()),
  }),
  training: Type.Object({
    ...{ from: dayText, to: dayText },
    periods: Type.Integer(),
    units: Type.Number(),
    days_sold: Type.Integer(),
  }),
  confidence: Type.Enum(['low', 'usual'], {
    description: 'low: sold for under 8 weeks, on under 10 days, or fewer than three looks back',
  }),
  level: Type.Number({ description: 'Share of periods the intervals are to hold' }),
  looks_back: Type.Integer({ description: 'Origins of the backtest' }),
  backtest: Type.Array(tried, { description: 'Empty where the history is too short to look back' }),
  effects: Type.Array(
    Type.Object({
      ...{ code: Type.String(), label: bilingual },
      factor: Type.Number({ description: 'Times the usual' }),
      days: Type.Integer({ description: 'Days it was learnt from' }),
    }),
    { description: 'Of the flags of the forecast and of the history' },
  ),
  sold_out: Type.Array(Type.Object({ from: dayText, to: dayText }), {
    description: 'Days without a sale that chance does not explain; filled with the usual before fitting',
  }),
  history: Type.Array(Type.Object({ ...period, units: Type.Number() })),
  forecast: Type.Array(
    Type.Object({ ...period, mean: Type.Number(), low: Type.Number(), high: Type.Number() }),
  ),
});

export const forecastSubjectsSchema = Type.Object({
  as_of: dayText,
  categories: Type.Array(Type.Object({ category: Type.String(), units: Type.Integer() })),
  products: Type.Array(
    Type.Object({
      ...{ product_id: Type.Integer(), title: Type.String(), category: Type.String() },
      units: Type.Integer({ description: 'Sold in the last 28 days' }),
    }),
    { description: 'Most sold first; 2,000 at most' },
  ),
});

export const reorderQuerySchema = Type.Object({
  lead_days: Type.Integer({
    default: 7,
    minimum: 0,
    maximum: 90,
    description: 'From ordering to being in stock',
  }),
  review_days: Type.Integer({
    default: 7,
    minimum: 1,
    maximum: 30,
    description: 'From one order to the next',
  }),
  service: Type.Number({
    ...{ default: 0.95, minimum: 0.5, maximum: 0.999 },
    description: 'Chance that stock lasts until the order after the next arrives',
  }),
  limit: Type.Integer({
    default: 100,
    minimum: 1,
    maximum: 1000,
    description: 'Products, most sold in 28 days first',
  }),
  category: Type.Optional(Type.String({ maxLength: 200 })),
  as_of: asOf,
  campaign_days: days,
});

export const reorderAnswerSchema = Type.Object({
  as_of: dayText,
  ...{ lead_days: Type.Integer(), review_days: Type.Integer(), service: Type.Number() },
  products: Type.Integer({ description: 'Sold in the last 28 days, of which `rows` has the first' }),
  rows: Type.Array(
    Type.Object({
      ...{ product_id: Type.Integer(), title: Type.String(), category: Type.String() },
      units: Type.Integer({ description: 'Sold in the last 28 days' }),
      model: Type.String(),
      confidence: Type.Enum(['low', 'usual']),
      ...{ wape: maybeNumber, naive_wape: maybeNumber },
      demand: Type.Number({ description: 'Expected over lead and review days' }),
      safety: Type.Number({ description: 'For the error of that sum, as measured' }),
      order_up_to: Type.Integer(),
      stock: Type.Union([Type.Integer(), Type.Null()], { description: 'null = not told' }),
      suggestion: Type.Union([Type.Integer(), Type.Null()], { description: 'To order now' }),
      cover_days: Type.Union([Type.Number(), Type.Null()], { description: 'Days the stock lasts' }),
      sold_out_days: Type.Integer({ description: 'Days it most likely was sold out, in the window' }),
    }),
    { description: 'Shortest cover first' },
  ),
});

export type ForecastAnswer = Static<typeof forecastAnswerSchema>;
export type ForecastSubjects = Static<typeof forecastSubjectsSchema>;
export type ReorderAnswer = Static<typeof reorderAnswerSchema>;
export type ReorderRow = ReorderAnswer['rows'][number];
