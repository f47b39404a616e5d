/**
 * Lists as PostgreSQL's array literals, for `unnest`: a third less work for its parser and for ours than JSON of the
 * same rows. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */

/** Numbers, and texts without anything to quote (instants in ISO 8601). */
export const plainArray = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;

/** Any texts. */
export const textArray = (values: readonly string[]): string =>
  `{${values.map((it) => `"${it.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Bytes; null and undefined are NULL. */
export const bytesArray = (values: readonly (Buffer | null | undefined)[]): string =>
  `{${values.map((it) => (it == null ? 'NULL' : `"\\\\x${it.toString('hex')}"`)).join(',')}}`;
