import { sql } from 'kysely';

const MARK = '/* prepared */';
/** More texts than that are not kept: a statement whose text differs from call to call was marked by mistake. */
const MOST = 200;

/**
 * At the head of a statement that is asked often and whose text is always the same, with columns by name (`select *` breaks
 * when a migration adds one): each connection parses and plans it once. A page of twenty such statements took PostgreSQL
 * three times as long to plan as to answer.
 */
export const prepared = sql.raw(MARK);

const names = new Map<string, string>();

/** Under what name the connections of this process keep a statement; undefined: it is not to be kept. */
export function preparedName(text: string): string | undefined {
  if (!text.startsWith(MARK)) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `shuke_${names.size + 1}`;
  names.set(text, name);
  return name;
}
