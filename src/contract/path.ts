import { type Static, Type } from 'typebox';
import { bilingual, dayText, maybeNumber } from './measure.ts';

/** Paths, visits and drop-off as the API takes and shows them. */

const pageRuleSchema = Type.Object(
  {
    pattern: Type.String({ minLength: 1, maxLength: 200, description: 'A path; * stands for anything' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
  },
  { additionalProperties: false },
);
export type PageRule = Static<typeof pageRuleSchema>;

export const visitSettingsSchema = Type.Object(
  {
    session_gap_minutes: Type.Integer({
      minimum: 1,
      maximum: 1440,
      description: 'A longer time without an event begins a new visit',
    }),
    page_rules: Type.Array(pageRuleSchema, {
      maxItems: 50,
      description: 'The first that fits names a page; of others, parts with digits become :id',
    }),
  },
  { additionalProperties: false },
);
export type VisitSettings = Static<typeof visitSettingsSchema>;

const event = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));

const pathQuestion = {
  from_event: event(
    'Paths onwards from this event, the first of its visit: a name, or a page as nodes are called',
  ),
  to_event: event('Paths that lead to this event, the first of its visit; one of the two'),
  from: dayText,
  to: dayText,
  depth: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10, default: 4, description: 'Steps beside the event' }),
  ),
  top: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 30,
      default: 6,
      description: 'Events of a step that stand for themselves; all others are one',
    }),
  ),
  loops: Type.Optional(
    Type.Enum(['fold', 'keep'], { default: 'fold', description: 'Whether the same again, at once, is one' }),
  ),
  pages: Type.Optional(
    Type.Enum(['group', 'together'], { default: 'group', description: 'Pages by name, or all as one' }),
  ),
};

export const pathQuerySchema = Type.Object(pathQuestion, { additionalProperties: false });
export type PathQuery = Static<typeof pathQuerySchema>;

/** What stands for all other events of a step, and for the end (or beginning) of a visit. */
export const otherNode = '\u0001other';
export const endNode = '\u0001end';

export const pathAnswerSchema = Type.Object({
  from: dayText,
  to: dayText,
  direction: Type.Enum(['forward', 'backward']),
  paths: Type.Integer({ description: 'Visits with the event' }),
  customers: Type.Integer({ description: 'Whose they are' }),
  nodes: Type.Array(
    Type.Object({
      level: Type.Integer({ description: '0 is the event itself' }),
      node: Type.String({
        description: `Name of an event or page; ${'\\u0001'}other: all others; ${'\\u0001'}end: the visit ends (begins)`,
      }),
      label: bilingual,
      paths: Type.Integer(),
      customers: Type.Integer(),
      mean_seconds: Type.Union([Type.Number(), Type.Null()], {
        description: 'Dwell time: until something else came; null where nothing did',
      }),
    }),
  ),
  links: Type.Array(
    Type.Object({
      level: Type.Integer({ description: 'Of `from`' }),
      from: Type.String(),
      to: Type.String(),
      paths: Type.Integer(),
      customers: Type.Integer(),
      mean_seconds: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
});
export type PathAnswer = Static<typeof pathAnswerSchema>;

export const pathPeopleSchema = Type.Object(
  {
    ...pathQuestion,
    level: Type.Integer({ minimum: 0, maximum: 10 }),
    node: Type.String({ maxLength: 300 }),
    next: Type.Optional(
      Type.String({ maxLength: 300, description: 'Of the step behind it; any unless told' }),
    ),
  },
  { additionalProperties: false },
);
export type PathPeople = Static<typeof pathPeopleSchema>;

export const visitDimensions = ['none', 'day', 'channel', 'landing', 'source', 'campaign', 'device'] as const;

export const visitsQuerySchema = Type.Object(
  { from: dayText, to: dayText, by: Type.Optional(Type.Enum([...visitDimensions], { default: 'none' })) },
  { additionalProperties: false },
);

const visitsRow = Type.Object({
  value: Type.String(),
  visits: Type.Integer(),
  customers: Type.Integer({ description: 'Not additive: who came by two channels is in both' }),
  bounces: Type.Integer({ description: 'Visits of one event' }),
  bounce_rate: maybeNumber,
  events: Type.Integer(),
  mean_seconds: maybeNumber,
  median_seconds: maybeNumber,
  bought: Type.Integer({ description: 'Visits in which an order was paid' }),
  bought_rate: maybeNumber,
});

export const visitsAnswerSchema = Type.Object({
  from: dayText,
  to: dayText,
  total: visitsRow,
  values: Type.Array(visitsRow, {
    description: 'Most visits first, days in order; 200 at most, others as one',
  }),
});
export type VisitsAnswer = Static<typeof visitsAnswerSchema>;
