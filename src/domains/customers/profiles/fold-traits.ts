import type { TraitDefinition } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';

/** A trait as somebody said it, in its type. */
export interface SaidTrait {
  readonly personId: number;
  readonly trait: TraitDefinition;
  readonly value: TraitValue;
  /** ISO 8601 with milliseconds, UTC: instants sort as text. */
  readonly at: string;
}

export interface StandingTrait {
  readonly value: TraitValue;
  readonly at: string;
}

/**
 * Later wins. Of two values of one instant the greater text wins, for no better reason than that any order of arrival,
 * and the same file again, then ends the same.
 */
function wins(said: StandingTrait, standing: StandingTrait): boolean {
  if (said.at !== standing.at) return said.at > standing.at;
  return JSON.stringify(said.value) > JSON.stringify(standing.value);
}

export type TraitFate = 'replace' | 'confirm' | 'late' | 'same';

/** Whether the value that stands was told by the source that speaks now: the same import, or live as well. */
export interface Standing extends StandingTrait {
  readonly ours: boolean;
}

/**
 * What becomes of a value, given what stands. What another import told is kept besides, the same value too (replace,
 * late): undoing one of the two must leave what the other said.
 */
export function fateOf(said: StandingTrait, standing: Standing | undefined): TraitFate {
  if (standing === undefined) return 'replace';
  if (said.value !== standing.value) return wins(said, standing) ? 'replace' : 'late';
  const later = said.at > standing.at;
  if (standing.ours) return later ? 'confirm' : 'same';
  return later ? 'replace' : 'late';
}

/** Whether a value that does not stand is news next to what its source said before: a replay adds nothing. */
export const isOwnNews = (said: StandingTrait, own: StandingTrait | undefined): boolean =>
  own === undefined || wins(said, own);

export const traitKey = (personId: number, name: string): string => `${personId}:${name}`;

/** Of all that a batch says about one trait of one person, the value that wins. */
export function foldTraits(said: readonly SaidTrait[]): SaidTrait[] {
  const best = new Map<string, SaidTrait>();
  for (const it of said) {
    const key = traitKey(it.personId, it.trait.name);
    const before = best.get(key);
    if (before === undefined || wins(it, before)) best.set(key, it);
  }
  return [...best.values()];
}
