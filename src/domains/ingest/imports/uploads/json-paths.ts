import type { Row } from '../files/rows.ts';

const DEEPEST = 3;
const MOST = 100;

/** The paths (`context.ip`) at which the objects hold single values, in order of appearance, 100 at most. */
export function jsonPaths(rows: readonly Row[]): string[] {
  const paths = new Set<string>();
  for (const { json = {} } of rows) for (const path of pathsOf(json, '', 1)) paths.add(path);
  return [...paths].slice(0, MOST);
}

function* pathsOf(json: object, prefix: string, depth: number): Generator<string> {
  for (const [name, value] of Object.entries(json)) {
    const inner = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (inner && depth < DEEPEST) yield* pathsOf(value, `${prefix}${name}.`, depth + 1);
    else yield `${prefix}${name}`;
  }
}
