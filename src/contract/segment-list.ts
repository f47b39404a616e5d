import { type Static, Type } from 'typebox';
import { bilingual } from './measure.ts';

/** Lists of customers that somebody uploads, as the API shows them. */

/** By what the lines of a file name customers: an identity, or the number Shuke gives them. */
export const listBys = [
  'phone',
  'e-mail',
  'user-id',
  'member-card',
  'customer-number',
  'open-id',
  'union-id',
  'member-name',
  'customer',
] as const;
export type ListBy = (typeof listBys)[number];

const listSchema = Type.Object({
  list_id: Type.Integer(),
  name: Type.String(),
  lines: Type.Integer({ description: 'Rows of the file' }),
  found: Type.Integer({ description: 'Rows that named somebody' }),
  persons: Type.Integer({ description: 'Different ones' }),
  made_by: Type.String(),
  made_at: Type.String({ format: 'date-time' }),
});
export type ListView = Static<typeof listSchema>;

export const listListSchema = Type.Object({ lists: Type.Array(listSchema) });

export const takenListSchema = Type.Object({
  ...listSchema.properties,
  rejected: Type.Integer({ description: 'Rows that named nobody' }),
  problems: Type.Array(Type.Object({ line: Type.Integer(), code: Type.String(), message: bilingual }), {
    description: 'The first hundred; what stood there is not repeated',
  }),
});
