import { type Static, Type } from 'typebox';
import { bilingual, dayText } from './measure.ts';

/** Scores by models, and the runs that gave them. */

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const instant = Type.String({ format: 'date-time' });
const confidence = Type.Enum(['low', 'usual'], {
  description:
    'low: few customers came back, a parameter is unknown by as much as itself, or the search did not end',
});

/** A run of a model, as everybody may see it. */
export const modelRunSchema = Type.Object({
  run: Type.Integer(),
  model: Type.String(),
  version: Type.Integer({ description: 'Of the method: figures of another version are not comparable' }),
  as_of: dayText,
  status: Type.Enum(['waiting', 'running', 'done', 'failed']),
  cause: Type.Enum(['daily', 'weekly', 'drift', 'data', 'settings', 'asked']),
  refit: Type.Boolean({ description: 'Learnt anew, or is to' }),
  fitted_by: orNull(
    Type.Integer({ description: 'The run whose parameters it scored with; itself where it learnt them' }),
  ),
  trained_from: orNull(dayText),
  trained_to: orNull(dayText),
  sample_size: orNull(Type.Integer({ description: 'Customers learnt from' })),
  confidence: orNull(confidence),
  done: orNull(Type.Number({ description: 'Share that is done, 0 to 1' })),
  asked_at: instant,
  started_at: orNull(instant),
  finished_at: orNull(instant),
  problem: orNull(Type.Object({ code: Type.String(), message: bilingual })),
});
export type ModelRunView = Static<typeof modelRunSchema>;

/** A model, its scores and where it stands. */
export const modelsSchema = Type.Object({
  models: Type.Array(
    Type.Object({
      model: Type.String(),
      version: Type.Integer(),
      label: bilingual,
      current: orNull(modelRunSchema),
      open: orNull(modelRunSchema),
    }),
  ),
});

export const modelRunsSchema = Type.Object({ runs: Type.Array(modelRunSchema) });

export const askRunSchema = Type.Object({
  refit: Type.Boolean({ default: true, description: 'Learn anew; false: score with what was learnt last' }),
  as_of: Type.Optional(Type.String({ ...dayText, description: 'Last whole shop day unless given' })),
});

/** Kinds of scores, with the run each is read of now. */
export const scoreListSchema = Type.Object({
  scores: Type.Array(
    Type.Object({
      score: Type.String({ description: 'Code' }),
      model: Type.String(),
      label: bilingual,
      definition: bilingual,
      unit: Type.Enum(['count', 'money', 'share', 'days', 'band', 'number', 'word']),
      interval: orNull(bilingual),
      better: Type.Enum(['high', 'low', 'neither']),
      bands: Type.Array(Type.Object({ value: Type.Number(), label: bilingual })),
      as_of: orNull(dayText),
      run: orNull(Type.Integer()),
      version: orNull(Type.Integer()),
      confidence: orNull(confidence),
    }),
  ),
});

/** What models say of one customer. */
export const customerScoresSchema = Type.Object({
  scores: Type.Array(
    Type.Object({
      score: Type.String({ description: 'Code' }),
      value: Type.Number({ description: 'Money in minor units' }),
      word: orNull(Type.String({ description: 'What a score of the unit `word` names' })),
      low: orNull(Type.Number()),
      high: orNull(Type.Number()),
      as_of: dayText,
      model: Type.String(),
      version: Type.Integer(),
      confidence,
    }),
    { description: 'Empty of whoever objected to being profiled, never bought, or came after the last run' },
  ),
  currency: Type.String(),
});
export type CustomerScoresView = Static<typeof customerScoresSchema>;
