import type { Question, Rows } from './clickhouse.ts';
import type { Params } from './literal.ts';
import { codeOf, placeholdersOf } from './sql-text.ts';

/**
 * The parameters of a question, the shop among them. Throws when the SQL does not ask for one shop: an analytic
 * query without its shop would read every shop's rows, and no row-level security stands behind ClickHouse. A mistake is
 * caught so, not malice: SQL is written in this repository only, and values are bound.
 */
export function paramsOf(question: Question): Params {
  if (!placeholdersOf(question.sql).some(({ name, type }) => name === 'shop' && type === 'UInt32'))
    throw new TypeError('Every question to ClickHouse must contain {shop:UInt32}');
  assertOneShop(codeOf(question.sql));
  if (!Number.isSafeInteger(question.shopId) || question.shopId <= 0)
    throw new TypeError('shopId is not a shop');
  return { ...question.params, shop: question.shopId };
}

const OF_THE_SHOP =
  /(?<!\bNOT\s+)(?<!\bOR\s+)\b(?:\w+\.)?shop_id\s*=\s*\{\s*shop\s*:\s*UInt32\s*\}(?!\s*(?:OR\b|[-+*/%<>=!]))/gi;

/** At least one `shop_id = {shop:UInt32}` for every table that is read; neither in an OR nor behind a NOT. */
function assertOneShop(code: string): void {
  const tables = tablesIn(code);
  const restricted = code.match(OF_THE_SHOP)?.length ?? 0;
  if (restricted < tables.length)
    throw new TypeError(
      `A question to ClickHouse reads ${tables.join(', ')}: each needs shop_id = {shop:UInt32}, there are ${restricted}`,
    );
}

/** What an insert sends; `lines` is of no length where there is nothing to send. Without columns the lines name them. */
export interface Lines {
  readonly lines: string | Uint8Array;
  readonly format: 'JSONEachRow' | 'TabSeparated';
  readonly columns?: readonly string[];
}

/** Rows of an insert as lines. bigint becomes a quoted number, an instant ISO text. */
export function toLines(rows: Rows): Lines {
  if (typeof rows === 'string') return { lines: rows.trim() === '' ? '' : rows, format: 'JSONEachRow' };
  if ('lines' in rows) return { ...rows, format: 'TabSeparated' };
  const bigAsText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return { lines: rows.map((row) => JSON.stringify(row, bigAsText)).join('\n'), format: 'JSONEachRow' };
}

/** Throws unless everything the SQL reads from is a system table, the record of migrations, or a subquery. */
export function assertInspects(sql: string): void {
  const foreign = sourcesOf(sql).find((source) => !/^(system\.\w+|schema_migrations|\()/.test(source));
  if (foreign !== undefined)
    throw new TypeError(`inspect() may not read ${foreign}: ask with query() and a shop`);
}

/** What follows FROM, JOIN and the commas of a FROM list: a name, or `(` for a subquery. */
function sourcesOf(code: string): string[] {
  const lists = code.matchAll(
    /(?<!\bDISTINCT\s+)(?<!\bARRAY\s+)\b(?:FROM|JOIN)\s+((?:[\w.`"]+|\{[^}]*\}|\()(?:\s*,\s*[\w.`"]+)*)/gi,
  );
  return [...lists].flatMap((match) => match[1]!.split(',').map((source) => source.trim()));
}

/** Functions that make rows out of nothing; any other function after FROM may read a table. */
const MAKERS = /\b(?:FROM|JOIN)\s+(?:numbers|numbers_mt|zeros|generateSeries|values)\s*\(/gi;

/** Tables the SQL reads, once for each time: not subqueries, not names that WITH gives to one, not made rows. */
function tablesIn(code: string): string[] {
  const named = new Set([...code.matchAll(/\b(\w+)\s+AS\s+(?:MATERIALIZED\s+)?\(/gi)].map((it) => it[1]!));
  const made = code.replaceAll(MAKERS, 'FROM (');
  const whole = [...made.matchAll(/\bIN\s+([a-z_][\w.]*)(?![\w.]*\s*\()/gi)].map((it) => it[1]!);
  return [...sourcesOf(made), ...whole].filter((it) => it !== '(' && !named.has(it) && !/^system\./.test(it));
}
