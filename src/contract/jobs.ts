import { type Static, Type } from 'typebox';
import { actorName } from './actors.ts';

/** What runs or ran in the background of a shop, whatever it is, in one shape. */

const instant = Type.String({ format: 'date-time' });
const text = Type.Object({ zh: Type.String(), en: Type.String() });

const jobKinds = [
  'import',
  'undo',
  'export',
  'erasure',
  'retention',
  'tag-run',
  'untag-run',
  'people',
  'score',
  'backup',
] as const;

const jobSchema = Type.Object({
  job: Type.String({ description: 'Its id, such as import:12' }),
  kind: Type.Enum([...jobKinds]),
  state: Type.Enum(['running', 'waiting', 'done', 'failed'], {
    description: 'waiting: it broke off, and goes on by itself or when it is told to',
  }),
  about: Type.String({ description: 'A file, a kind of data, a number of people' }),
  done: Type.Union([Type.Number(), Type.Null()], { description: 'Share that is done, 0 to 1' }),
  started_by: Type.String({ description: '`user:<id>`, `key:<id>`, `cli:...` or `system`' }),
  started_by_name: actorName,
  started_at: instant,
  finished_at: Type.Union([instant, Type.Null()]),
  problem: Type.Union([Type.Null(), Type.Object({ code: Type.String(), message: text })]),
  again: Type.Union(
    [
      Type.Null(),
      Type.Object({
        noun: Type.String(),
        query: Type.Record(Type.String(), Type.String()),
        needs_reason: Type.Boolean({ description: 'It was of personal fields in clear: add a reason' }),
      }),
    ],
    { description: 'How the same export is asked for again: GET .../exports/{noun} with this query' },
  ),
  may_retry: Type.Boolean({ description: 'The caller may have it go on: POST .../retry' }),
});

export type JobView = Static<typeof jobSchema>;

export const jobsSchema = Type.Object({
  jobs: Type.Array(jobSchema),
  mirror: Type.Object(
    {
      batches: Type.Integer(),
      oldest_at: Type.Union([instant, Type.Null()]),
    },
    { description: 'Changes of this shop that measures do not have yet' },
  ),
});
