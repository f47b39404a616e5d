import { plainNumber } from '../imports/fields/json-cells.ts';

/** How values stand in the calls of tracking clients: loosely typed, whatever the specification says. */

export type Json = Readonly<Record<string, unknown>>;

export type Scalar = string | number | boolean;

/**
 * A value as text, trimmed; numbers count as text (user ids are often numbers). '' for anything else. Values are read by
 * plain member access: names are ours and none is one that every object has, and some sixty are asked for an event.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** The text of that name, which is one of ours. */
export const textAt = (json: Json, name: string): string => textOf(json[name]);

/** The first of some names that says something. */
export function firstText(json: Json, names: readonly string[]): string {
  for (const name of names) {
    const text = textOf(json[name]);
    if (text !== '') return text;
  }
  return '';
}

const NOTHING: Json = Object.freeze({});

/** The object of a member; one without members where it is none. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : NOTHING);

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects within objects are read this deep. */
const DEEPEST = 3;

/** The scalars of an object by name; those of objects in it by `outer.inner`. Lists and null are left out. */
export function scalarsOf(value: unknown): Record<string, Scalar> {
  const scalars: Record<string, Scalar> = {};
  if (isObject(value)) addScalars(scalars, value, NONE);
  return scalars;
}

const NONE: ReadonlySet<string> = new Set();

/** Adds them to others, but for some of the object's own names. */
export function addScalars(scalars: Record<string, Scalar>, value: Json, leftOut: ReadonlySet<string>): void {
  for (const name of Object.keys(value)) {
    if (leftOut.has(name)) continue;
    const it = value[name];
    if (isScalar(it)) setOwn(scalars, name, it);
    else if (isObject(it)) addInner(scalars, it, { prefix: `${name}.`, depth: 1 });
  }
}

function addInner(
  scalars: Record<string, Scalar>,
  value: Json,
  { prefix, depth }: { prefix: string; depth: number },
): void {
  for (const name of Object.keys(value)) {
    const it = value[name];
    if (isScalar(it)) setOwn(scalars, prefix + name, it);
    else if (isObject(it) && depth < DEEPEST)
      addInner(scalars, it, { prefix: `${prefix}${name}.`, depth: depth + 1 });
  }
}

/** A client may name a property `__proto__`; assigning that would change what the object is. */
function setOwn(object: Record<string, Scalar>, name: string, value: Scalar): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else object[name] = value;
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const DECIMAL = /^-?\d{1,15}(?:\.\d{1,9})?$/;

/** A number as decimal text, whether it came as a number or as text; undefined for anything else. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  return DECIMAL.test(text) ? text : undefined;
}
