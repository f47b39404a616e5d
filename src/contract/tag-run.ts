import { type Static, Type } from 'typebox';
import { peopleFilter } from './people.ts';

/** Tagging everybody a view holds, not only the rows on the screen. */

const instant = Type.String({ format: 'date-time' });

export const newTagRun = Type.Object(
  {
    act: Type.Enum(['tag', 'untag']),
    tag: Type.String({ minLength: 1, maxLength: 64 }),
    expires_at: Type.Optional(instant),
    filter: Type.Object(peopleFilter, {
      additionalProperties: false,
      description: 'As of the list: all conditions hold',
    }),
  },
  { additionalProperties: false },
);

export const tagRunView = Type.Object({
  run_id: Type.Integer(),
  act: Type.Enum(['tag', 'untag']),
  tag: Type.String(),
  state: Type.Enum(['running', 'done', 'undoing', 'undone'], {
    description: 'A run or its undo goes on by itself behind a crash; it is done when it says so',
  }),
  total: Type.Integer({ description: 'Customers the view held when it began' }),
  seen: Type.Integer({ description: 'Customers gone through' }),
  changed: Type.Integer({ description: 'Persons for whom it was news; what an undo puts back' }),
  begun_by: Type.String(),
  begun_at: instant,
  finished_at: Type.Union([instant, Type.Null()]),
});
export type TagRunView = Static<typeof tagRunView>;
