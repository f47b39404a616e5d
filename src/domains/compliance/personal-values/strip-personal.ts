import { personalKindOf } from './detect-personal.ts';

export type Scalar = string | number | boolean;

/** The properties that may be counted, and the names of those that may not. Never carries a value that was stripped. */
export interface Stripped {
  readonly kept: Record<string, Scalar>;
  readonly stripped: readonly string[];
}

/**
 * Leaves out what is personal by its name (`isPersonalName`, see `personalNames`) or by what it looks like, and what
 * is no scalar. Property names that are themselves personal values go as well.
 */
export function stripPersonal(
  properties: Readonly<Record<string, unknown>>,
  isPersonalName: (name: string) => boolean,
): Stripped {
  const kept: [string, Scalar][] = [];
  const stripped: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (personalKindOf(name) !== undefined) stripped.push('?');
    else if (isPersonalName(name) || !isHarmless(value)) stripped.push(name);
    else kept.push([name, value]);
  }
  return { kept: Object.fromEntries(kept), stripped };
}

function isHarmless(value: unknown): value is Scalar {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && personalKindOf(String(value)) === undefined;
  return typeof value === 'string' && personalKindOf(value) === undefined;
}
