import { type Static, Type } from 'typebox';
import { dayText, maybeNumber, metricAnswerSchema } from './measure.ts';

/** Several measures at once, each beside the same days before and a year earlier: what a first screen shows. */

export const keyFiguresQuerySchema = Type.Object({
  measures: Type.String({ maxLength: 500, description: 'Codes of measures, by commas; twelve at most' }),
  from: Type.String({ description: 'First shop day, inclusive' }),
  to: Type.String({ description: 'Last shop day, inclusive' }),
  by: Type.String({ default: 'day', description: 'Step of the series: day, week (from Monday), month' }),
});

const windowSchema = Type.Object({ from: dayText, to: dayText });

export const keyFiguresSchema = Type.Object({
  ...windowSchema.properties,
  currency: Type.String({ description: 'ISO 4217' }),
  previous: Type.Object(windowSchema.properties, { description: 'As many days, just before' }),
  last_year: Type.Object(windowSchema.properties, { description: 'The same days a year earlier' }),
  /** Of the shop at all, in its currency: tells an empty window from an empty shop. */
  orders_from: Type.Union([dayText, Type.Null()], {
    description: 'Day of the first paid order; null: none yet',
  }),
  orders_to: Type.Union([dayText, Type.Null()], { description: 'Day of the last paid order' }),
  figures: Type.Array(
    Type.Object({
      measure: Type.String(),
      unit: metricAnswerSchema.properties.unit,
      value: maybeNumber,
      previous: maybeNumber,
      last_year: maybeNumber,
      series: Type.Array(Type.Object({ period: Type.String(), value: maybeNumber })),
    }),
  ),
  other_currencies: metricAnswerSchema.properties.other_currencies,
});

export type KeyFigures = Static<typeof keyFiguresSchema>;
