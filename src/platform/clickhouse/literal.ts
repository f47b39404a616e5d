import type { Param } from './clickhouse.ts';
import { assertShape, bare, elementOf, isList, plain, type Scalar } from './plain-value.ts';
import { replacePlaceholders } from './sql-text.ts';

/**
 * Values of `{name:Type}` placeholders, written into the SQL as escaped literals. chDB needs this because queries
 * with its own parameters wait for each other across the whole process; property tests hold every literal to the
 * engine's answer for the same parameter.
 */

export type Params = Readonly<Record<string, Param>>;

/** A string as a quoted literal: what could end it or hide in it is escaped, the rest stands as it is. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
}

/** The SQL with every placeholder replaced by its value. Throws when a value is missing or does not fit its type. */
export function bindLiterals(sql: string, params: Params): string {
  return replacePlaceholders(sql, ({ name, type }) => literal(namedValue(params, name), type));
}

/** The named value; a placeholder without one is a programming error, named without its neighbours' values. */
export function namedValue(params: Params, name: string): Param {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined) throw new TypeError(`No value for the placeholder {${name}}`);
  return value;
}

/** One value as an SQL expression of exactly that type: `CAST('text', 'Type')`, which the engine folds away. */
export function literal(value: Param, type: string): string {
  if (type === 'Identifier') return identifier(value);
  assertShape(value, type);
  return `CAST(${value === null ? 'NULL' : quote(textOf(value, type))}, ${quote(type)})`;
}

function identifier(value: Param): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('An Identifier is a string');
  return `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A value as the text the engine parses into `type`; arrays as `[...]` with quoted strings. */
function textOf(value: Exclude<Param, null>, type: string): string {
  if (!isList(value)) return scalarText(value, type);
  const element = elementOf(type)!;
  return `[${value.map((one) => elementText(one, element)).join(',')}]`;
}

function elementText(value: Param, type: string): string {
  assertShape(value, type);
  if (value === null) return 'NULL';
  const bareText = isList(value) || /^(U?Int\d|Float|Decimal|Bool)/.test(bare(type));
  return bareText ? textOf(value, type) : quote(textOf(value, type));
}

function scalarText(value: Scalar, type: string): string {
  const it = plain(value, type);
  if (typeof it !== 'number' || Number.isFinite(it)) return String(it);
  return Number.isNaN(it) ? 'nan' : it > 0 ? 'inf' : '-inf';
}
