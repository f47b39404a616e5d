import { type Static, Type } from 'typebox';
import { bilingual } from './measure.ts';

/** 今日要事: the few things worth doing now. */

const instant = Type.String({ format: 'date-time' });

const mark = Type.Object({
  state: Type.Enum(['done', 'snoozed']),
  until: Type.String({ format: 'date-time', description: 'Hidden until then, or until there is more to do' }),
  marked_by: Type.String(),
  marked_at: instant,
});

const taskView = Type.Object({
  task: Type.String({ description: 'Stable code' }),
  title: bilingual,
  reason: Type.Object({ ...bilingual.properties }, { description: 'The facts it rests on' }),
  action: Type.Object({ ...bilingual.properties }, { description: 'What the one button says' }),
  count: Type.Integer({ description: 'How many people or things' }),
  expected_money: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Minor units; null where the figures of the shop say nothing of it',
  }),
  basis: Type.Union([bilingual, Type.Null()], { description: 'How the expected money was worked out' }),
  link: Type.String({ description: 'Page of the console below /shops/:shop, with its query' }),
});
export type TaskView = Static<typeof taskView>;

export const worklistView = Type.Object({
  currency: Type.String(),
  ranked_by: bilingual,
  tasks: Type.Array(taskView),
  hidden: Type.Array(Type.Object({ ...taskView.properties, mark }), {
    description: 'Done or put off by somebody',
  }),
});
export type Worklist = Static<typeof worklistView>;

export const newMark = Type.Object(
  {
    state: Type.Enum(['done', 'snoozed']),
    days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        description: 'How long it stays away; 7 when done, 1 when put off',
      }),
    ),
  },
  { additionalProperties: false },
);
