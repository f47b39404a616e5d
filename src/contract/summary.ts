import { type Static, Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';

/** Several measures over one window at once, with what they were before: the first row of a screen. */

export const summaryQuery = Type.Object({
  measures: Type.String({
    minLength: 1,
    maxLength: 400,
    description: 'Codes of measures, separated by commas; at most 12',
  }),
  from: dayText,
  to: dayText,
  by: Type.Enum(['day', 'week', 'month'], { default: 'day', description: 'Step of the series' }),
});

export const summaryAnswer = Type.Object({
  currency: Type.String(),
  window: Type.Object({ from: dayText, to: dayText }),
  previous: Type.Object({ from: dayText, to: dayText }, { description: 'As many days just before' }),
  last_year: Type.Object({ from: dayText, to: dayText }, { description: 'The same days a year before' }),
  measures: Type.Array(
    Type.Object({
      measure: Type.String(),
      label: bilingual,
      unit: Type.Enum(['count', 'money', 'ratio']),
      value: maybeNumber,
      previous: maybeNumber,
      last_year: maybeNumber,
      series: Type.Array(Type.Object({ period: Type.String(), value: maybeNumber })),
    }),
  ),
});
export type SummaryAnswer = Static<typeof summaryAnswer>;
