import { Type } from 'typebox';
import { dayText } from '../../contract/measure.ts';
import type { ExportFilter } from './export-noun.ts';

/** `from` and `to`, shop days, inclusive. `of` says which day of a row is meant. */
export const dayFilters = ([zh, en]: readonly [string, string]): Readonly<Record<string, ExportFilter>> => ({
  from: { schema: dayText, summary: { zh: `${zh}的首日`, en: `first shop day of ${en}` } },
  to: { schema: dayText, summary: { zh: `${zh}的末日`, en: `last shop day of ${en}` } },
});

/** Any short text, compared as it is. */
export const textFilter = ([zh, en]: readonly [string, string]): ExportFilter => ({
  schema: Type.String({ minLength: 1, maxLength: 100 }),
  summary: { zh, en },
});
