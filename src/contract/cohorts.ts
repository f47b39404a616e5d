import { type Static, Type } from 'typebox';
import { dayText, maybeNumber } from './measure.ts';

/** Cohorts as the API shows and takes them. Days are shop days; money is minor units of the shop's currency. */

export const cohortPeriods = ['day', 'week', 'month'] as const;
export const cohortValues = ['customers', 'orders', 'net-sales', 'margin'] as const;
export const cohortBreakdowns = ['channel', 'category', 'province'] as const;

export type CohortPeriod = (typeof cohortPeriods)[number];
export type CohortValue = (typeof cohortValues)[number];
export type CohortBreakdown = (typeof cohortBreakdowns)[number];

/** A value no customer has stands for all values but the greatest. */
export const otherCohortValue = '\u0001other';

/** Longest name of an event that is asked for. */
const eventName = { minLength: 1, maxLength: 200 };

const word = (description: string) => Type.Optional(Type.String({ maxLength: 100, description }));

const cohortQuery = {
  by: Type.String({
    ...eventName,
    default: 'first-order',
    description: 'What a customer joins a cohort by: first-order, first-visit, or the name of an event',
  }),
  period: Type.Enum([...cohortPeriods], { default: 'month', description: 'ISO weeks, from Monday' }),
  from: Type.Optional(
    Type.String({ ...dayText, description: 'First cohort: the period of this day; 12 periods unless given' }),
  ),
  to: Type.Optional(
    Type.String({ ...dayText, description: 'Last cohort: the period of this day; that of as_of' }),
  ),
  as_of: Type.Optional(Type.String({ ...dayText, description: 'Last shop day that counts; today' })),
  breakdown: Type.Optional(
    Type.Enum([...cohortBreakdowns], { description: 'One curve for every value, of all cohorts together' }),
  ),
  channel: word('Only customers who came in on this channel; empty = not known'),
  category: word('Only customers whose first order was of this root category; empty = of none'),
  province: word('Only customers of this province; empty = not known'),
};

export const cohortsQuerySchema = Type.Object({
  ...cohortQuery,
  value: Type.Enum([...cohortValues], { default: 'customers' }),
  activity: Type.String({
    ...eventName,
    default: 'order',
    description:
      'What being back means, for customers: order (a paid one), visit (any event), or the name of an event',
  }),
});

export const cohortWorthQuerySchema = Type.Object(cohortQuery);

const said = {
  by: Type.String(),
  period: Type.Enum([...cohortPeriods]),
  currency: Type.String({ description: 'ISO 4217' }),
  as_of: dayText,
  events_from: Type.Union([dayText, Type.Null()], {
    description: 'Events before this day were dropped by retention: a first event is the first since then',
  }),
};

const cohort = {
  cohort: Type.String({ description: 'Day, Monday of the week, or YYYY-MM' }),
  from: dayText,
  to: dayText,
  whole: Type.Boolean({ description: 'false: as_of lies in the period, so that it may still grow' }),
  customers: Type.Integer(),
};

const cell = Type.Object({
  offset: Type.Integer({ description: 'Periods after that of the cohort' }),
  whole: Type.Boolean({ description: 'false: the period is not over as of the day' }),
  value: Type.Union([Type.Number(), Type.Null()], { description: 'null: not known, never zero' }),
  rate: Type.Union([Type.Number(), Type.Null()], {
    description: 'Value / customers of the cohort; null without customers',
  }),
});

const curvePoint = Type.Object({
  offset: Type.Integer(),
  cohorts: Type.Integer({ description: 'Cohorts whose period at this offset is over' }),
  customers: Type.Integer({ description: 'Of those cohorts' }),
  value: maybeNumber,
  rate: Type.Union([Type.Number(), Type.Null()], { description: 'Value / customers, whole periods only' }),
});

export const cohortsAnswerSchema = Type.Object({
  ...said,
  value: Type.Enum([...cohortValues]),
  activity: Type.String(),
  cost_known: Type.Union([Type.Number(), Type.Null()], {
    description: 'For margin: the share of line sales whose cost is known; the others are in no margin',
  }),
  rows: Type.Array(Type.Object({ ...cohort, cells: Type.Array(cell) })),
  curve: Type.Array(curvePoint),
  groups: Type.Array(
    Type.Object({
      value: Type.String({ description: 'Empty = not known; \\u0001other = all others' }),
      customers: Type.Integer(),
      curve: Type.Array(curvePoint),
    }),
    { description: 'Of the breakdown, by customers; empty without one' },
  ),
});

const worthPoint = Type.Object({
  offset: Type.Integer(),
  whole: Type.Boolean(),
  net_sales: Type.Union([Type.Number(), Type.Null()], {
    description: 'Cumulative, a customer: paid less refunds, each on its own day',
  }),
  margin: Type.Union([Type.Number(), Type.Null()], {
    description: 'Cumulative, a customer, of lines whose cost is known; null where none is',
  }),
});

const worth = {
  spend: Type.Union([Type.Integer(), Type.Null()], {
    description: "Acquisition spend of the cohort's period; null where none is on record",
  }),
  cac: Type.Union([Type.Number(), Type.Null()], { description: 'Spend / customers of the cohort' }),
  cost_known: maybeNumber,
  payback_offset: Type.Union([Type.Integer(), Type.Null()], {
    description: 'First period that is over in which cumulative margin a customer covers CAC; null: not yet',
  }),
  points: Type.Array(worthPoint),
};

export const cohortWorthSchema = Type.Object({
  ...said,
  rows: Type.Array(
    Type.Object({
      ...{ ...cohort, ...worth },
      payback_period: Type.Union([Type.String(), Type.Null()], { description: 'The same as a period' }),
    }),
  ),
  overall: Type.Object({ customers: Type.Integer(), ...worth }),
  groups: Type.Array(
    Type.Object({
      value: Type.String({ description: 'Empty = not known; \\u0001other = all others' }),
      customers: Type.Integer(),
      ...worth,
    }),
    {
      description:
        'Of the breakdown; CAC by channel only: what was spent on a category or province is not known',
    },
  ),
});

export type CohortsAnswer = Static<typeof cohortsAnswerSchema>;
export type CohortRow = CohortsAnswer['rows'][number];
export type CohortCurvePoint = CohortsAnswer['curve'][number];
export type CohortWorth = Static<typeof cohortWorthSchema>;
export type CohortWorthRow = CohortWorth['rows'][number];
