import { cleanCell } from '../files/clean-cell.ts';

/** The cells of a JSON object: for each column the first of its names (paths, `a.b`) that the object has. */
export function cellsOfJson(
  json: Readonly<Record<string, unknown>>,
  names: readonly (readonly string[])[],
): string[] {
  return names.map((spellings) => {
    for (const path of spellings) {
      const value = valueAt(json, path);
      if (value !== undefined) return cellOf(value);
    }
    return '';
  });
}

/** Paths are ours or a mapping's: some dozens, asked for at every row. */
const parted = new Map<string, readonly string[]>();
const MOST_PARTED = 1000;

function stepsOf(path: string): readonly string[] {
  const known = parted.get(path);
  if (known !== undefined) return known;
  const steps = path.split('.');
  if (parted.size < MOST_PARTED) parted.set(path, steps);
  return steps;
}

/** What stands at a path; a key that itself holds dots is found first. */
function valueAt(json: Readonly<Record<string, unknown>>, path: string): unknown {
  const own = ownAt(json, path);
  if (own !== undefined) return own;
  const steps = stepsOf(path);
  if (steps.length === 1) return undefined;
  let value: unknown = json;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = ownAt(value as Record<string, unknown>, step);
  }
  return value;
}

/** Most of what is asked for is not there: the dearer question, whose it is, is for what is (`constructor` is everybody's). */
function ownAt(json: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = json[name];
  return value !== undefined && Object.hasOwn(json, name) ? value : undefined;
}

function cellOf(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'object' ? JSON.stringify(value) : cleanCell(String(value));
}

/** A JSON number as a decimal: 1e21 and 1e-7 are written out, since amounts are never read from exponents. */
export function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}
