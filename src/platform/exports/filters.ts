import { Type } from 'typebox';
import { dayText } from '../../contract/measure.ts';
import type { ExportFilter } from './export-noun.ts';

/** A day there is: it goes into the statement whose rows are streamed, and a stream that has begun can only break off. */
const day = Type.String({ ...dayText, pattern: '^[1-9]\\d{3}-\\d{2}-\\d{2}$', format: 'date' });

/** `from` and `to`, shop days, inclusive. `of` says which day of a row is meant. */
export const dayFilters = ([zh, en]: readonly [string, string]): Readonly<Record<string, ExportFilter>> => ({
  from: { schema: day, summary: { zh: `${zh}的首日`, en: `first shop day of ${en}` } },
  to: { schema: day, summary: { zh: `${zh}的末日`, en: `last shop day of ${en}` } },
});

/** Any short text, compared as it is. */
export const textFilter = ([zh, en]: readonly [string, string]): ExportFilter => ({
  schema: Type.String({ minLength: 1, maxLength: 100 }),
  summary: { zh, en },
});
