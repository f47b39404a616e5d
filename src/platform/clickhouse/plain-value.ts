import type { Param } from './clickhouse.ts';

/**
 * What a value is before it is written down: one reading of JavaScript's values, shared by chDB's literals and a
 * server's parameters, so that both engines see the same thing.
 */

export type Scalar = string | number | bigint | boolean | Date;

export const isList = (value: Param): value is readonly Param[] => Array.isArray(value);

/** The element type of an Array type; undefined for any other. */
export const elementOf = (type: string): string | undefined => /^Array\((.*)\)$/s.exec(type)?.[1];

/** The type inside Nullable and LowCardinality. */
export function bare(type: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1];
  return inner === undefined ? type : bare(inner);
}

/** Throws unless a list meets an Array, null a Nullable, and anything else neither. Names the type, not the value. */
export function assertShape(value: Param, type: string): void {
  const nullable = /^(LowCardinality\()?Nullable\(/.test(type);
  const fits = value === null ? nullable : isList(value) === (elementOf(type) !== undefined);
  if (!fits) throw new TypeError(`${value === null ? 'null' : 'The value'} does not fit ${type}`);
}

/**
 * A scalar as both engines take it: instants as UTC text of the type's own precision, booleans as 1 or 0 unless the
 * type is Bool, whole numbers checked against their range, because the engine wraps silently (256 as UInt8 is 0).
 */
export function plain(value: Scalar, type: string): string | number | bigint | boolean {
  const inner = bare(type);
  const whole = /^(U?)Int(8|16|32|64|128|256)$/.exec(inner);
  if (whole) return wholeNumber(value, whole[1] === 'U', Number(whole[2]));
  if (typeof value === 'boolean') return inner === 'Bool' ? value : Number(value);
  const when = toInstant(value, inner);
  return when ? instantText(when, inner) : (value as string | number | bigint);
}

/** ISO 8601 with its zone: a column would take it, a parameter of the engine does not (error 457). */
const isoInstant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

function toInstant(value: Exclude<Scalar, boolean>, type: string): Date | undefined {
  if (value instanceof Date) return value;
  return type.startsWith('Date') && typeof value === 'string' && isoInstant.test(value)
    ? new Date(value)
    : undefined;
}

function instantText(value: Date, type: string): string {
  const text = value.toISOString().replace('T', ' ').replace('Z', '');
  if (/^Date(32)?$/.test(type)) return text.slice(0, 10);
  return type.startsWith('DateTime64') ? text : text.slice(0, 19);
}

function wholeNumber(value: Scalar, unsigned: boolean, bits: number): bigint {
  const whole = toWhole(value);
  if (whole === undefined) throw new TypeError('The value is not a whole number');
  const fits = unsigned ? BigInt.asUintN(bits, whole) === whole : BigInt.asIntN(bits, whole) === whole;
  if (!fits) throw new RangeError(`The value does not fit ${unsigned ? 'U' : ''}Int${bits}`);
  return whole;
}

function toWhole(value: Scalar): bigint | undefined {
  const whole =
    typeof value === 'string'
      ? /^-?\d+$/.test(value)
      : typeof value !== 'number' || Number.isSafeInteger(value);
  return whole && !(value instanceof Date) ? BigInt(value) : undefined;
}
