import { type Static, Type } from 'typebox';

/** What a member of staff keeps: settings of screens, and views of lists, their own or the shop's. */

const savedView = Type.Object({
  view_id: Type.Integer(),
  page: Type.String(),
  name: Type.String(),
  query: Type.String({ description: 'Query string of the page, without ?' }),
  shared: Type.Boolean({ description: 'Shown to everybody of the shop' }),
  own: Type.Boolean(),
});

export const deskView = Type.Object({
  settings: Type.Record(Type.String(), Type.Unknown(), { description: 'By name, as they were put' }),
  views: Type.Array(savedView),
});
export type DeskView = Static<typeof deskView>;

export const newSetting = Type.Object({ value: Type.Unknown() }, { additionalProperties: false });

export const newSavedView = Type.Object(
  {
    page: Type.String({ pattern: '^[a-z][a-z-]{0,62}$', description: 'customers, overview, ...' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    query: Type.String({ maxLength: 2000, description: 'No personal value: it stands in addresses' }),
    shared: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type NewSavedView = Static<typeof newSavedView>;
