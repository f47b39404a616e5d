import type { Param } from './clickhouse.ts';
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
  if (value === null) {
    if (!/^(LowCardinality\()?Nullable\(/.test(type)) throw new TypeError(`null does not fit ${type}`);
    return `CAST(NULL, ${quote(type)})`;
  }
  return `CAST(${quote(textOf(value, type))}, ${quote(type)})`;
}

function identifier(value: Param): string {
  if (typeof value !== 'string' || value === '') throw new TypeError('An Identifier is a string');
  return `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** The type inside Nullable and LowCardinality. */
function bare(type: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1];
  return inner === undefined ? type : bare(inner);
}

/** A value as the text the engine parses into `type`; arrays as `[...]` with quoted strings. */
function textOf(value: Exclude<Param, null>, type: string): string {
  const element = /^Array\((.*)\)$/s.exec(type)?.[1];
  if (isList(value) !== (element !== undefined)) throw new TypeError(`The value does not fit ${type}`);
  if (!isList(value)) return String(plain(value, type));
  return `[${value.map((one) => elementText(one, element!)).join(',')}]`;
}

function elementText(value: Param, type: string): string {
  if (value === null) return 'NULL';
  if (isList(value)) return textOf(value, type);
  const text = String(plain(value, type));
  return /^(U?Int\d|Float|Decimal|Bool)/.test(bare(type)) ? text : quote(text);
}

const isList = (value: Param): value is readonly Param[] => Array.isArray(value);

/**
 * A scalar in the form both the literal and the server's parameter take: instants as UTC text of the type's own
 * precision, booleans as 1 or 0 unless the type is Bool, whole numbers checked against their range, because the
 * engine wraps silently (256 as UInt8 is 0).
 */
export function plain(
  value: string | number | bigint | boolean | Date,
  type: string,
): string | number | bigint {
  const inner = bare(type);
  if (value instanceof Date) return instant(value, inner);
  if (inner.startsWith('Date') && typeof value === 'string' && isoInstant.test(value))
    return instant(new Date(value), inner);
  if (typeof value === 'boolean') return inner === 'Bool' ? String(value) : Number(value);
  const whole = /^(U?)Int(8|16|32|64|128|256)$/.exec(inner);
  if (whole) return wholeNumber(value, whole[1] === 'U', Number(whole[2]));
  return typeof value === 'number' && !Number.isFinite(value) ? notFinite(value) : value;
}

const notFinite = (value: number): string => (Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');

/** ISO 8601 with its zone: a column would take it, a parameter of the engine does not (error 457). */
const isoInstant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

function instant(value: Date, type: string): string {
  const text = value.toISOString().replace('T', ' ').replace('Z', '');
  if (/^Date(32)?$/.test(type)) return text.slice(0, 10);
  return type.startsWith('DateTime64') ? text : text.slice(0, 19);
}

function wholeNumber(value: string | number | bigint, unsigned: boolean, bits: number): bigint {
  const whole = typeof value === 'string' && !/^-?\d+$/.test(value) ? undefined : toWhole(value);
  if (whole === undefined) throw new TypeError('The value is not a whole number');
  const fits = unsigned ? BigInt.asUintN(bits, whole) === whole : BigInt.asIntN(bits, whole) === whole;
  if (!fits) throw new RangeError(`The value does not fit ${unsigned ? 'U' : ''}Int${bits}`);
  return whole;
}

const toWhole = (value: string | number | bigint): bigint | undefined =>
  typeof value === 'number' && !Number.isSafeInteger(value) ? undefined : BigInt(value);
