/**
 * Lists as PostgreSQL's array literals, for `unnest`: half its parser's work on JSON of the same rows (3.8 us a row of
 * identities against 7.8). https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */

/** Numbers, and texts without anything to quote (instants in ISO 8601); null is NULL. */
export const plainArray = (values: readonly (number | string | null)[]): string =>
  `{${values.map((it) => it ?? 'NULL').join(',')}}`;

/** Any texts; null is NULL. Millions of titles pass here: most hold nothing to escape, and looking is cheaper (0.5 us a line of four against 2.3). */
export const textArray = (values: readonly (string | null)[]): string => `{${values.map(quoted).join(',')}}`;

const quoted = (text: string | null): string => {
  if (text === null) return 'NULL';
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`;
};

const special = /["\\]/;

/** Bytes; null and undefined are NULL. */
export const bytesArray = (values: readonly (Buffer | null | undefined)[]): string =>
  `{${values.map((it) => (it == null ? 'NULL' : `"\\\\x${it.toString('hex')}"`)).join(',')}}`;
