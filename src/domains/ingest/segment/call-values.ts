import { plainNumber, valueAt } from '../imports/fields/json-cells.ts';

/** How values stand in the calls of tracking clients: loosely typed, whatever the specification says. */

export type Json = Readonly<Record<string, unknown>>;

export type Scalar = string | number | boolean;

/** The text at a path, trimmed; numbers count as text (user ids are often numbers). '' where there is none. */
export function textAt(json: Json, path: string): string {
  const value = valueAt(json, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The first of some paths that says something. */
export function firstText(json: Json, paths: readonly string[]): string {
  for (const path of paths) {
    const text = textAt(json, path);
    if (text !== '') return text;
  }
  return '';
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects within objects are read this deep. */
const DEEPEST = 3;

/** The scalars of an object by name; those of objects in it by `outer.inner`. Lists and null are left out. */
export function scalarsOf(value: unknown): Record<string, Scalar> {
  const scalars: Record<string, Scalar> = {};
  if (isObject(value)) collect(value, '', { scalars, depth: 0 });
  return scalars;
}

function collect(
  value: Json,
  prefix: string,
  into: { scalars: Record<string, Scalar>; depth: number },
): void {
  for (const name of Object.keys(value)) {
    const it = value[name];
    if (isScalar(it)) setOwn(into.scalars, prefix === '' ? name : prefix + name, it);
    else if (isObject(it) && into.depth < DEEPEST)
      collect(it, `${prefix}${name}.`, { ...into, depth: into.depth + 1 });
  }
}

/** A client may name a property `__proto__`; assigning that would change what the object is. */
export function setOwn(object: Record<string, Scalar>, name: string, value: Scalar): void {
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
