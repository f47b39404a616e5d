import { type Static, Type } from 'typebox';

/** Measures as the API shows and takes them. Days are shop days; money is minor units of the shop's currency. */

export const dayText = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'Shop day, YYYY-MM-DD',
});

export const bilingual = Type.Object({ zh: Type.String(), en: Type.String() });

/** A number, or null where nothing is divided or there is nobody. */
export const maybeNumber = Type.Union([Type.Number(), Type.Null()]);

/** What a change of a measure says of the shop. */
export const betterSchema = Type.Enum(['up', 'down', 'neither'], {
  description: 'The way the shop wants it to go; `neither` where a change is neither good nor bad',
});

const unit = Type.Enum(['count', 'money', 'ratio']);

/** A measure of the catalogue. */
const measureEntrySchema = Type.Object({
  code: Type.String({ description: 'Stable kebab-case name' }),
  label: bilingual,
  definition: bilingual,
  unit,
  kind: Type.Enum(['total', 'ratio', 'level']),
  better: betterSchema,
  numerator: bilingual,
  denominator: Type.Union([bilingual, Type.Null()]),
  window: bilingual,
  refunds: Type.Object({ ...bilingual.properties }, { description: 'How refunds bear on it' }),
  dimensions: Type.Array(Type.String(), { description: 'What it can be split by' }),
});

export type MeasureEntry = Static<typeof measureEntrySchema>;

const dimensionEntrySchema = Type.Object({ code: Type.String(), label: bilingual, definition: bilingual });

export const catalogueSchema = Type.Object({
  measures: Type.Array(measureEntrySchema),
  dimensions: Type.Array(dimensionEntrySchema),
});

export const metricQuerySchema = Type.Object({
  measure: Type.String({ description: 'Code of a measure of the catalogue' }),
  from: Type.String({ description: 'First shop day, inclusive' }),
  to: Type.String({ description: 'Last shop day, inclusive' }),
  by: Type.String({ default: 'none', description: 'day, week (from Monday), month, quarter, year, or none' }),
  dimension: Type.Optional(Type.String({ description: 'One row for every value of it' })),
});

/** One period, and one value of the dimension, which stands under the dimension's own code. */
const metricRowSchema = Type.Object(
  {
    period: Type.String({ description: 'Day, Monday of the week, YYYY-MM, or from/to' }),
    value: maybeNumber,
    numerator: Type.Number(),
    denominator: maybeNumber,
  },
  { additionalProperties: Type.String() },
);

export const metricAnswerSchema = Type.Object({
  measure: Type.String(),
  unit,
  currency: Type.String({ description: 'ISO 4217' }),
  rows: Type.Array(metricRowSchema),
  other_currencies: Type.Optional(
    Type.Array(Type.Object({ currency: Type.String(), documents: Type.Integer() }), {
      description: "Documents of the window that are left out, because they are not in the shop's currency",
    }),
  ),
});
