import { type Static, Type } from 'typebox';
import { bilingual, dayText } from './measure.ts';
import { modelRunSchema } from './scores.ts';

/** Early warning of churn: who is about to leave, why, what is at stake, and how well that was known before. */

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const figure = orNull(Type.Number());

/** What a shop may choose for the early warning. */
export const churnSettingsSchema = Type.Object({
  event: Type.Enum(['purchase', 'activity'], {
    description: 'purchase: lost is who does not buy within the window; activity: who is not seen at all',
  }),
  window_days: Type.Integer({ minimum: 7, maximum: 365, description: 'How long is waited for them' }),
  active_days: Type.Integer({
    minimum: 30,
    maximum: 1825,
    description: 'Who last bought longer ago is lost already, and gets no score',
  }),
});
export type ChurnSettings = Static<typeof churnSettingsSchema>;

export const churnSettingsViewSchema = Type.Object({
  settings: churnSettingsSchema,
  version: Type.Integer({ description: 'Name it in a change; 0: nothing was chosen yet' }),
});

const quality = Type.Object({
  auc: figure,
  precision: figure,
  recall: figure,
  lift: figure,
});

const advantage = Type.Object(
  { value: Type.Number(), low: Type.Number(), high: Type.Number() },
  {
    description:
      'Model less plain rule on the same customers, with its 95% interval: above 0 throughout it is better',
  },
);

/** On days the fit had not seen. Customers are flagged, as many by either rule, where their risk is above one half. */
const check = Type.Object({
  fitted_on: dayText,
  day: Type.String({ ...dayText, description: 'Customers as they were at the end of this day' }),
  to: Type.String({ ...dayText, description: 'Last day that was waited for them' }),
  customers: Type.Integer(),
  lost: Type.Integer(),
  flagged: Type.Integer(),
  model: quality,
  recency_rule: Type.Object(quality.properties, {
    description: 'Whoever bought longest ago leaves first',
  }),
  better_by: orNull(
    Type.Object(
      { auc: advantage, precision: orNull(advantage), lift: orNull(advantage) },
      { description: 'Null where nobody was lost, or nobody stayed' },
    ),
  ),
  brier: Type.Number({ description: 'Mean of (risk - what happened)^2' }),
  brier_of_share: Type.Number({ description: 'The same, of the share of lost customers said of everybody' }),
  tenths: Type.Array(
    Type.Object({
      tenth: Type.Integer({ description: '1: of the highest risk' }),
      customers: Type.Integer(),
      predicted: Type.Number({ description: 'Mean risk' }),
      actual: Type.Number({ description: 'Share that was lost' }),
      lift: figure,
    }),
  ),
});
export type ChurnCheck = Static<typeof check>;

const driver = Type.Object({
  feature: Type.String(),
  label: bilingual,
  weight: Type.Number({
    description: 'Log-odds of leaving for one standard deviation more; above 0 it raises the risk',
  }),
  standard_error: figure,
});

/** Why somebody is at risk: what of them raises it most. */
const reason = Type.Object({
  feature: Type.String(),
  text: bilingual,
  times: Type.Number({ description: 'Odds of leaving times this' }),
});

const riskSchema = Type.Object({
  customer: Type.Integer(),
  risk: Type.Number(),
  low: figure,
  high: figure,
  overdue_ratio: figure,
  value_at_stake: Type.Number({ description: 'Minor units' }),
  reasons: Type.Array(reason),
});
export type CustomerRisk = Static<typeof riskSchema>;

/** What the page of the early warning shows. Money in minor units. */
export const churnViewSchema = Type.Object({
  currency: Type.String(),
  run: modelRunSchema,
  settings: churnSettingsSchema,
  window_days: Type.Integer({ description: 'What was waited: shorter than chosen where the past is short' }),
  customers: Type.Integer(),
  expected_lost: Type.Number({ description: 'Sum of the risks' }),
  value_at_stake: Type.Number(),
  levels: Type.Array(
    Type.Object({
      from: Type.Number(),
      to: Type.Number(),
      customers: Type.Integer(),
      value_at_stake: Type.Number(),
    }),
  ),
  drivers: Type.Array(driver),
  check: orNull(check),
  most: Type.Array(riskSchema, { description: 'With most at stake' }),
});
export type ChurnView = Static<typeof churnViewSchema>;

export const customerRiskSchema = Type.Object({
  ...riskSchema.properties,
  as_of: dayText,
  currency: Type.String(),
  window_days: Type.Integer(),
  confidence: Type.Enum(['low', 'usual']),
});
export type CustomerRiskView = Static<typeof customerRiskSchema>;
