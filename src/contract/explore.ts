import { type Static, Type } from 'typebox';
import { chartKinds, mostDimensions, mostMeasures } from './explore-words.ts';
import { betterSchema, bilingual, dayText, maybeNumber } from './measure.ts';

/** Free questions of the catalogue, saved charts and dashboards, as the API shows and takes them. */

const code = Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' });
const closed = { additionalProperties: false } as const;

const codes = (description: string, sizes: { minItems?: number; maxItems: number }) =>
  Type.Array(code, { ...sizes, uniqueItems: true, description });

const valueText = Type.String({ maxLength: 200 });

const filterSchema = Type.Object(
  {
    dimension: code,
    values: Type.Array(valueText, { minItems: 1, maxItems: 50, description: 'Empty text: without a value' }),
    out: Type.Boolean({ default: false, description: 'All but these' }),
  },
  closed,
);

const topSchema = Type.Object(
  {
    dimension: code,
    count: Type.Integer({ minimum: 1, maximum: 100, description: 'Values that stand for themselves' }),
    measure: Type.Optional(
      Type.String({ description: 'The greatest of this one; of the first measure unless told' }),
    ),
  },
  closed,
);

const shape = {
  measures: codes('Codes of measures', { minItems: 1, maxItems: mostMeasures }),
  rows: codes('Dimensions down the side', { maxItems: mostDimensions }),
  columns: codes('Dimensions across the top', { maxItems: mostDimensions }),
  filters: Type.Array(filterSchema, { maxItems: 6, default: [] }),
  top: Type.Array(topSchema, {
    maxItems: mostDimensions,
    default: [],
    description: 'All other values of the dimension are counted as one',
  }),
  totals: Type.Boolean({ default: true, description: 'Totals and subtotals, counted and not added up' }),
  compare: Type.Enum(['none', 'previous', 'year'], {
    default: 'none',
    description: 'With as many days before, or the same a year earlier',
  }),
};

/** A question but for its days. */
const questionShapeSchema = Type.Object(shape, closed);

export const pivotQuestionSchema = Type.Object({ from: dayText, to: dayText, ...shape }, closed);

export type PivotQuestion = Static<typeof pivotQuestionSchema>;

/** A question stands in an address, so that asking it writes nothing; the whole head of a request is 16 KiB at most. */
export const questionText = Type.String({
  maxLength: 4000,
  description:
    'JSON: {"from","to","measures":[],"rows":[],"columns":[],"filters":[{"dimension","values":[],"out"}],"top":[{"dimension","count","measure"}],"totals","compare":"none|previous|year"}; all but the first five may be left out',
});

const numberSchema = Type.Object({
  value: maybeNumber,
  numerator: Type.Number(),
  denominator: maybeNumber,
  before: Type.Union([Type.Number(), Type.Null()], {
    description: 'The value of the period compared with; null without one',
  }),
});

export const pivotAnswerSchema = Type.Object({
  from: dayText,
  to: dayText,
  before: Type.Union([Type.Object({ from: dayText, to: dayText }), Type.Null()]),
  currency: Type.String({ description: 'ISO 4217; money is in its minor units' }),
  measures: Type.Array(Type.String(), { description: 'Those answered, in the order asked' }),
  dimensions: Type.Array(Type.String(), { description: 'Those of rows, then those of columns' }),
  periods: Type.Array(Type.String(), { description: 'Every period of the time dimension, in order' }),
  cells: Type.Array(
    Type.Object({
      keys: Type.Array(Type.Union([Type.String(), Type.Null()]), {
        description: 'A value of each dimension; null where it is a total over all of them',
      }),
      numbers: Type.Array(numberSchema, { description: 'One of each measure' }),
    }),
  ),
  labels: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String(), label: bilingual }), {
    description: 'What values are called that are codes or numbers',
  }),
  refused: Type.Array(Type.Object({ measure: Type.String(), code: Type.String(), message: bilingual }), {
    description: 'Measures that cannot be split so',
  }),
  other_currencies: Type.Array(Type.Object({ currency: Type.String(), documents: Type.Integer() })),
  scores: Type.Array(
    Type.Object({
      model: Type.String({ description: 'value, churn or next-purchase' }),
      as_of: Type.Union([dayText, Type.Null()], {
        description: 'Day of the newest run that was done by `to`; null: nobody was scored by then',
      }),
      version: maybeNumber,
      confidence: Type.Union([Type.Enum(['low', 'usual']), Type.Null()]),
    }),
    { description: 'Models that were asked about, and as of when they speak' },
  ),
});

export type PivotAnswer = Static<typeof pivotAnswerSchema>;
export type PivotCell = PivotAnswer['cells'][number];

export const valuesQuerySchema = Type.Object({ dimension: Type.String(), from: dayText, to: dayText });

export const valuesAnswerSchema = Type.Object({
  values: Type.Array(
    Type.Object({ value: Type.String(), label: Type.Union([bilingual, Type.Null()]), orders: Type.Number() }),
    { description: 'Most paid orders first; 300 at most' },
  ),
});

export const exploreCatalogueSchema = Type.Object({
  measures: Type.Array(
    Type.Object({
      code: Type.String(),
      label: bilingual,
      definition: bilingual,
      unit: Type.Enum(['count', 'money', 'ratio']),
      kind: Type.Enum(['total', 'ratio', 'level']),
      better: betterSchema,
      is_additive: Type.Boolean({ description: 'Periods add up: a running total says something' }),
      dimensions: Type.Array(Type.String(), { description: 'What it can be split by' }),
    }),
  ),
  dimensions: Type.Array(
    Type.Object({ code: Type.String(), label: bilingual, definition: bilingual, is_time: Type.Boolean() }),
  ),
});

export type ExploreCatalogue = Static<typeof exploreCatalogueSchema>;

/** What a saved chart is: a question, the days it is asked about, and how its answer is shown. */
export const viewSchema = Type.Object(
  {
    question: questionShapeSchema,
    range: Type.String({
      pattern: '^([a-z0-9-]{1,40}|\\d{4}-\\d{2}-\\d{2}\\.\\.\\d{4}-\\d{2}-\\d{2})$',
      description: 'A preset such as last-30-days, or days as 2026-01-01..2026-01-31',
    }),
    chart: Type.String({ pattern: '^[a-z][a-z0-9-]{0,19}$', description: `One of ${chartKinds.join(', ')}` }),
    show: Type.Enum(['value', 'share', 'running', 'rank'], { default: 'value' }),
    sort: Type.Union([Type.Object({ by: code, down: Type.Boolean() }, closed), Type.Null()]),
  },
  closed,
);

export type View = Static<typeof viewSchema>;

const titleSchema = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

export const chartBodySchema = Type.Object({ title: titleSchema, view: viewSchema }, closed);

const ownership = {
  title: Type.String(),
  is_shared: Type.Boolean({ description: 'Seen by everybody who may see analyses' }),
  is_own: Type.Boolean(),
  may_change: Type.Boolean({ description: 'By its maker, or whoever manages the shop' }),
  version: Type.Integer({ description: 'To be sent with a change' }),
  changed_at: Type.String({ format: 'date-time' }),
};

export const chartSchema = Type.Object({
  chart_id: Type.Integer(),
  ...ownership,
  view: Type.Union([viewSchema, Type.Null()], {
    description: 'null: saved by another version in words this one does not know',
  }),
});

export type Chart = Static<typeof chartSchema>;

export const changeChartSchema = Type.Object(
  {
    version: Type.Integer(),
    title: Type.Optional(titleSchema),
    view: Type.Optional(viewSchema),
    is_shared: Type.Optional(Type.Boolean()),
  },
  closed,
);

const tileSchema = Type.Object(
  {
    chart_id: Type.Integer(),
    width: Type.Integer({ minimum: 1, maximum: 3, description: 'Thirds of the page' }),
    height: Type.Integer({ minimum: 1, maximum: 3 }),
  },
  closed,
);

export type Tile = Static<typeof tileSchema>;

const tilesSchema = Type.Array(tileSchema, { maxItems: 24 });

export const dashboardBodySchema = Type.Object({ title: titleSchema, tiles: tilesSchema }, closed);

export const dashboardSchema = Type.Object({
  dashboard_id: Type.Integer(),
  ...ownership,
  tiles: Type.Array(
    Type.Object({
      ...tileSchema.properties,
      chart: Type.Union([chartSchema, Type.Null()], { description: 'null: not shared with the caller' }),
    }),
  ),
});

export type Dashboard = Static<typeof dashboardSchema>;

export const dashboardEntrySchema = Type.Object({
  dashboard_id: Type.Integer(),
  ...ownership,
  tiles: Type.Integer(),
});

export const changeDashboardSchema = Type.Object(
  {
    version: Type.Integer(),
    title: Type.Optional(titleSchema),
    tiles: Type.Optional(tilesSchema),
    is_shared: Type.Optional(Type.Boolean()),
  },
  closed,
);
