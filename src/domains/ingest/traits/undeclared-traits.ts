import type { TraitType } from '../../../contract/dictionary.ts';
import type { LeftOutTrait } from '../../customers/index.ts';

/** Traits that sources told of and nobody declared: their names and how often, never a value. */

export interface UndeclaredTrait {
  readonly seen: number;
  /** What its values look like; `text` where they do not agree. */
  readonly type: TraitType;
  /** Times of the records that told it, ISO 8601. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** By name, as it could be declared; `?` gathers names that are personal themselves, and those beyond the bound. */
export type UndeclaredTraits = Readonly<Record<string, UndeclaredTrait>>;

/** Sources that make keys of ids would fill the table: beyond so many names they are counted together. */
export const MOST_NAMES = 500;

/** Those of what was left out that nobody declared; `atOf`: the time of a record, by its position. */
export function undeclaredAmong(
  leftOut: readonly LeftOutTrait[],
  atOf: (record: number) => string,
): UndeclaredTraits {
  const told = leftOut.flatMap(({ record, name, type }) => {
    if (type === undefined) return [];
    const at = new Date(atOf(record)).toISOString();
    return [{ [name]: { seen: 1, type, firstAt: at, lastAt: at } }];
  });
  return told.reduce(addUndeclared, {});
}

export function addUndeclared(sum: UndeclaredTraits, more: UndeclaredTraits): UndeclaredTraits {
  const both: Record<string, UndeclaredTrait> = { ...sum };
  for (const [name, it] of Object.entries(more)) {
    const key = name in both || Object.keys(both).length < MOST_NAMES ? name : '?';
    both[key] = both[key] === undefined ? it : together(both[key], it);
  }
  return both;
}

/** Instants in one ISO spelling sort as text. */
function together(one: UndeclaredTrait, other: UndeclaredTrait): UndeclaredTrait {
  const times = [one.firstAt, one.lastAt, other.firstAt, other.lastAt].sort();
  const type = one.type === other.type ? one.type : 'text';
  return { seen: one.seen + other.seen, type, firstAt: times[0]!, lastAt: times.at(-1)! };
}

/** How often each was told. */
export const timesSeen = (traits: UndeclaredTraits): Record<string, number> =>
  Object.fromEntries(Object.entries(traits).map(([name, { seen }]) => [name, seen]));
