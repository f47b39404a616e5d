import { type Static, type TSchema, Type } from 'typebox';
import { bilingual } from './measure.ts';
import type { groupOperators, Tree } from './segment-conditions.ts';

/** Segments as the API shows and takes them. */

const instant = Type.String({ format: 'date-time' });
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Nested without end, so its shape is said in words; the server checks every part and names the place of what is wrong. */
export const treeSchema = Type.Unsafe<Tree>({
  type: 'object',
  additionalProperties: true,
  description:
    'A group {"op": "all" | "any" | "none", "of": [...]} or a condition {"kind": ...}; kinds and their arguments: GET .../segments/kinds and docs/guides/segments.md',
});

const name = Type.String({ minLength: 1, maxLength: 60 });
const description = Type.String({ maxLength: 300 });

export const segmentSchema = Type.Object({
  segment_id: Type.Integer(),
  ...{ name, description },
  tree: treeSchema,
  sentence: bilingual,
  rule_version: Type.Integer({ description: 'A change names the one it changes' }),
  is_live: Type.Boolean({ description: 'Kept up to date by what happens; otherwise at refreshes only' }),
  profiles: Type.Boolean({
    description: 'Sorts people by behaviour or scores: whoever objected to profiling is left out',
  }),
  made_by: Type.String(),
  made_at: instant,
  changed_at: instant,
  members: orNull(Type.Integer({ description: 'Now; null: not counted yet' })),
  refreshed_at: orNull(instant),
  is_current: Type.Boolean({ description: 'Counted by the rule it has now' }),
  failing: orNull(
    Type.Object(
      {
        failures: Type.Integer({ description: 'In a row' }),
        at: Type.String({ format: 'date-time' }),
        retry_at: Type.String({ format: 'date-time' }),
      },
      { description: 'It could not be counted; its members are those of before. null: it could' },
    ),
  ),
});
export type SegmentView = Static<typeof segmentSchema>;

export const segmentListSchema = Type.Object({
  segments: Type.Array(segmentSchema),
  lag_seconds: orNull(
    Type.Number({ description: 'How far behind live segments are; null: this server does not keep them' }),
  ),
});

export const newSegmentSchema = Type.Object(
  {
    name,
    description: Type.Optional(description),
    tree: treeSchema,
    is_live: Type.Optional(Type.Boolean({ default: true })),
  },
  { additionalProperties: false },
);

export const changeSegmentSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'rule_version of the segment as it was seen' }),
    name: Type.Optional(name),
    description: Type.Optional(description),
    tree: Type.Optional(treeSchema),
    is_live: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const previewSchema = Type.Object({
  sentence: bilingual,
  members: Type.Integer(),
  everybody: Type.Integer({ description: 'Customers known' }),
  sample: Type.Array(Type.Integer(), { description: 'Numbers of a few members' }),
  took_ms: Type.Integer(),
});
export type SegmentPreview = Static<typeof previewSchema>;

export const templateListSchema = Type.Object({
  templates: Type.Array(
    Type.Object({
      code: Type.String(),
      name: bilingual,
      use: bilingual,
      tree: treeSchema,
      sentence: bilingual,
    }),
  ),
});

const codes = Type.Array(Type.Object({ code: Type.String(), label: bilingual }));

export const kindListSchema = Type.Object({
  kinds: Type.Array(
    Type.Object({
      kind: Type.String(),
      label: bilingual,
      arguments: Type.Unsafe<Record<string, unknown>>({
        ...{ type: 'object', additionalProperties: true },
        description: 'JSON Schema of the condition',
      }),
    }),
  ),
  standings: Type.Object(
    { quadrant: codes, stage: codes, rfm_group: codes },
    { description: 'Values of the kind standing' },
  ),
});

export const historySchema = Type.Object({
  refreshes: Type.Array(
    Type.Object({
      at: instant,
      cause: Type.String(),
      rule_version: Type.Integer(),
      members: Type.Integer(),
      entered: Type.Integer(),
      left: Type.Integer(),
      took_ms: Type.Integer({ description: 'Of all segments counted in the same statement' }),
    }),
    { description: 'Newest first' },
  ),
  moves: Type.Array(
    Type.Object({
      customer_id: Type.Integer(),
      entered: Type.Boolean(),
      at: instant,
      cause: Type.String({ description: 'event:NAME, order, person, tie, merge, time; or of a refresh' }),
    }),
    { description: 'The latest 100, newest first' },
  ),
  rules: Type.Array(
    Type.Object({
      rule_version: Type.Integer(),
      sentence: bilingual,
      changed_by: Type.String(),
      changed_at: instant,
    }),
  ),
});
export type SegmentHistory = Static<typeof historySchema>;

export const membersSchema = Type.Object({
  items: Type.Array(Type.Integer({ description: 'Customer number' })),
  next_after: orNull(Type.Integer()),
});

export const overlapSchema = Type.Object({
  segments: Type.Array(
    Type.Object({ segment_id: Type.Integer(), name: Type.String(), members: Type.Integer() }),
  ),
  parts: Type.Array(
    Type.Object({
      segment_ids: Type.Array(Type.Integer(), { description: 'In all of these and in none of the others' }),
      customers: Type.Integer(),
    }),
  ),
  pairs: Type.Array(
    Type.Object({
      a: Type.Integer(),
      b: Type.Integer(),
      customers: Type.Integer({ description: 'In both' }),
    }),
  ),
});
export type SegmentOverlap = Static<typeof overlapSchema>;

const sideNames = ['neither', 'a', 'b', 'both'] as const;
const side = Type.Enum([...sideNames]);
const named = Type.Object({ segment_id: Type.Integer(), name: Type.String() });

const maybeInstant = Type.Union([instant, Type.Null()]);

export const flowSchema = Type.Object({
  ...{ a: named, b: named },
  since: Type.Object(
    { a: maybeInstant, b: maybeInstant },
    { description: 'When each was counted last by the end of that day; null: who was in then is not known' },
  ),
  known_since: Type.Object(
    { a: maybeInstant, b: maybeInstant },
    { description: 'The first count of each whose members are kept; null: it was never counted' },
  ),
  flows: Type.Union(
    [Type.Array(Type.Object({ from: side, to: side, customers: Type.Integer() })), Type.Null()],
    {
      description:
        'Every customer who was or is in either, once; null where who was in one then is not known',
    },
  ),
});
export type SegmentFlow = Static<typeof flowSchema>;

/** What a tree says of one customer, part by part. */
export interface SegmentAnswer {
  readonly met: boolean;
  /** null: a condition. */
  readonly op: (typeof groupOperators)[number] | null;
  readonly of: readonly SegmentAnswer[];
  readonly sentence: { readonly zh: string; readonly en: string } | null;
  /** Figure or word that was compared. */
  readonly value: number | string | null;
  /** The value is in minor units of the shop's currency. */
  readonly is_money: boolean;
  /** Latest instants that count, newest first. */
  readonly times: readonly string[];
}

export const whySchema = Type.Object({
  member: Type.Boolean({ description: 'By what is known at this moment' }),
  is_in: Type.Boolean({ description: 'Stands among the members now' }),
  barred: Type.Boolean({ description: 'Objected to being profiled, so in no such segment' }),
  at: instant,
  answer: Type.Unsafe<SegmentAnswer>({
    ...{ type: 'object', additionalProperties: true },
    description:
      'A part: met; op and of for a group; sentence, value (minor units of the shop where is_money) and times (latest instants that count) for a condition',
  }),
});
