import type { Question } from './clickhouse.ts';
import type { Params } from './literal.ts';
import { placeholdersOf } from './sql-text.ts';

/**
 * The parameters of a question, the shop among them. Throws when the SQL does not ask for one shop: an analytic
 * query without its shop would read every shop's rows, and no row-level security stands behind ClickHouse.
 */
export function paramsOf(question: Question): Params {
  const asksForShop = placeholdersOf(question.sql).some(
    ({ name, type }) => name === 'shop' && type === 'UInt32',
  );
  if (!asksForShop) throw new TypeError('Every question to ClickHouse must contain {shop:UInt32}');
  if (!Number.isSafeInteger(question.shopId) || question.shopId <= 0)
    throw new TypeError('shopId is not a shop');
  return { ...question.params, shop: question.shopId };
}

/** Rows of an insert as lines of JSONEachRow. bigint becomes a quoted number, an instant ISO text. */
export function toLines(rows: readonly object[] | string): string {
  if (typeof rows === 'string') return rows;
  const bigAsText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return rows.map((row) => JSON.stringify(row, bigAsText)).join('\n');
}

/** Throws unless everything the SQL reads from is a system table, the record of migrations, or a subquery. */
export function assertInspects(sql: string): void {
  const foreign = sourcesOf(sql).find((source) => !/^(system\.\w+|schema_migrations|\()/.test(source));
  if (foreign !== undefined)
    throw new TypeError(`inspect() may not read ${foreign}: ask with query() and a shop`);
}

/** What follows FROM, JOIN and the commas of a FROM list: a name, or `(` for a subquery. */
function sourcesOf(sql: string): string[] {
  const lists = sql.matchAll(/\b(?:FROM|JOIN)\s+((?:[\w.`"]+|\()(?:\s*,\s*[\w.`"]+)*)/gi);
  return [...lists].flatMap((match) => match[1]!.split(',').map((source) => source.trim()));
}
