import { type Static, Type } from 'typebox';
import { dayText } from './measure.ts';
import { modelRunSchema } from './scores.ts';

/** Customer lifetime value: what a shop's customers are expected to be worth, how that was learnt, how well it did. */

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const figure = orNull(Type.Number());

/** What a shop may choose for the value of its customers. */
export const valueSettingsSchema = Type.Object({
  count_model: Type.Enum(['bg-nbd', 'mbg-nbd', 'pareto-nbd'], {
    description: 'Model of when customers buy, and when they stop',
  }),
  horizon_weeks: Type.Integer({ minimum: 1, maximum: 520, description: 'How far ahead value is counted' }),
  discount_rate: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'A year: what comes a year later is worth 1 / (1 + rate)',
  }),
  margin: Type.Enum(['sales', 'rate', 'cost'], {
    description:
      'sales: value is sales; rate: sales times margin_rate; cost: times the margin of lines whose cost is known',
  }),
  margin_rate: Type.Number({ minimum: 0, maximum: 1, description: 'Used where margin is rate' }),
  bands_by: Type.Enum(['value', 'customers'], {
    description: 'value: who together make so much of all value; customers: so many of all customers',
  }),
  high_cut: Type.Number({ minimum: 0, maximum: 1, description: 'Share from the top that is high' }),
  mid_cut: Type.Number({ minimum: 0, maximum: 1, description: 'Share from the top that is high or mid' }),
});
export type ValueSettings = Static<typeof valueSettingsSchema>;

const meanRange = Type.Object(
  { value: Type.Number(), low: figure, high: figure },
  {
    description: 'With the 95% interval of the expectation (delta method): of the mean, not of what happens',
  },
);

const learnedModel = Type.Object({
  model: Type.String(),
  parameters: Type.Array(
    Type.Object({ letter: Type.String(), value: Type.Number(), standard_error: figure }),
  ),
  log_likelihood: Type.Number(),
  converged: Type.Boolean(),
  confidence: Type.Enum(['low', 'usual']),
  customers: Type.Integer({ description: 'Learnt from; of spending: those who came back and spent' }),
});

const holdout = Type.Object({
  calibration_end: dayText,
  to: dayText,
  days: Type.Integer(),
  customers: Type.Integer(),
  predicted: Type.Number(),
  actual: Type.Number(),
  bias: figure,
  mae: figure,
  by_repeats: Type.Array(
    Type.Object({
      repeats: Type.Integer({ description: '7 = seven and more' }),
      customers: Type.Integer(),
      predicted: Type.Number(),
      actual: Type.Number(),
    }),
  ),
});

const check = Type.Object({
  calibration_end: dayText,
  by_repeats: Type.Array(
    Type.Object({
      repeats: Type.Integer({ description: '7 = seven and more' }),
      customers: Type.Integer(),
      actual: Type.Number(),
      predicted: Type.Number(),
      naive: Type.Number({ description: 'By the plain rule' }),
    }),
  ),
  weeks: Type.Array(Type.Object({ day: dayText, actual: Type.Number(), predicted: Type.Number() }), {
    description: 'Repeat purchases up to the end of each week, of those who first bought by calibration_end',
  }),
});

/** What the page of the value of customers shows. Money in minor units. */
export const valueViewSchema = Type.Object({
  currency: Type.String(),
  run: modelRunSchema,
  settings: valueSettingsSchema,
  margin_rate: Type.Number({ description: 'Sales times this is value' }),
  counts: learnedModel,
  spending: learnedModel,
  totals: Type.Object({
    customers: Type.Integer(),
    alive: Type.Number({ description: 'Expected to be customers still' }),
    purchases: meanRange,
    value: meanRange,
  }),
  bands: Type.Array(
    Type.Object({
      band: Type.Integer({ description: '3 high, 2 mid, 1 low' }),
      customers: Type.Integer(),
      value: Type.Number(),
      purchases: Type.Number(),
      least: figure,
    }),
  ),
  errors: Type.Object({
    purchases: orNull(holdout),
    spending: orNull(holdout),
    naive: orNull(Type.Object({ predicted: Type.Number(), bias: figure, mae: figure })),
  }),
  check: orNull(check),
  recent: orNull(Type.Object({ predicted: Type.Number(), actual: Type.Number(), bias: figure })),
  drift: Type.Object({ psi: figure, error: figure }),
  grid: Type.Object({
    known_weeks: Type.Integer({ description: 'Customers known for so long' }),
    cells: Type.Array(
      Type.Object({
        repeats: Type.Integer(),
        weeks_ago: Type.Integer({ description: 'Of the last purchase' }),
        alive: Type.Number(),
        purchases: Type.Number({ description: 'Expected within the horizon' }),
      }),
    ),
  }),
});
export type ValueView = Static<typeof valueViewSchema>;

export const valueSettingsViewSchema = Type.Object({
  settings: valueSettingsSchema,
  version: Type.Integer({ description: 'Name it in a change; 0: nothing was chosen yet' }),
});

/** What is expected of one customer, and how sure. Money in minor units. */
export const customerValueSchema = Type.Object({
  customer: Type.Integer(),
  as_of: dayText,
  currency: Type.String(),
  horizon_weeks: Type.Integer(),
  confidence: Type.Enum(['low', 'usual']),
  known: Type.Object({
    repeats: Type.Integer(),
    last_days: Type.Integer({ description: 'From the first to the last purchase' }),
    known_days: Type.Integer({ description: 'From the first purchase to the day as of' }),
  }),
  alive: Type.Number(),
  purchases: Type.Object({ mean: meanRange, low: Type.Number(), high: Type.Number() }),
  spend: Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() }),
  value: Type.Object({ mean: meanRange, low: Type.Number(), high: Type.Number() }),
});
export type CustomerValue = Static<typeof customerValueSchema>;
