import type { TraitDefinition, TraitType } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';
import type { Text } from '../../../platform/errors.ts';
import { maskPersonal, personalKindOf } from '../../compliance/index.ts';
import type { Misfit } from './fit-trait.ts';

/** A trait a source told of and that was not kept: what to tell whoever sent it. Nothing in it is personal. */
export interface LeftOutTrait {
  /** Position of its record in the batch. */
  readonly record: number;
  /** As it could be declared; `?` where the name itself is a personal value, or no name at all. */
  readonly name: string;
  /** `unknown-trait`: nobody declared it. Else it is declared and does not fit: `wrong-type`, `personal-value`. */
  readonly code: string;
  readonly message: Text;
  /** The value, masked; only of declared traits. */
  readonly shown?: string;
  /** Type the value would have; only of undeclared ones. */
  readonly type?: TraitType;
}

/** What to tell of a trait that a record named and the dictionary did not take. */
export function leftOutTrait(
  record: number,
  [name, raw]: readonly [string, TraitValue],
  { trait, issue }: Misfit,
): LeftOutTrait {
  const more = trait === undefined ? { type: typeOf(raw) } : { shown: shownOf(trait, raw) };
  return { record, name: trait?.name ?? declarableName(name), ...issue, ...more };
}

/** Longer than this nobody names anything. */
const LONGEST_NAME = 63;

/**
 * A name as the dictionary would have it: `skinType` and `Skin type` are `skin-type`. Sources make keys of anything,
 * phone numbers too: such a name is not repeated.
 */
function declarableName(name: string): string {
  if (name.length > LONGEST_NAME || personalKindOf(name) !== undefined) return '?';
  const words = name.trim().replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2');
  const plain = words.replaceAll(/[\s_.:-]+/g, '-').toLowerCase();
  return plain === '' || plain.length > LONGEST_NAME || /\p{C}/u.test(plain) ? '?' : plain;
}

/** Of an ordinary one no more than its beginning either: where columns are mixed up, it may be somebody's name. */
const shownOf = (trait: TraitDefinition, raw: TraitValue): string =>
  maskPersonal(trait.class === 'ordinary' ? 'text' : (trait.mask ?? 'all'), String(raw), 'masked');

const DAY = /^(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/;
const INSTANT = /^(?:19|20)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A guess, for whoever declares it: what stands in one value tells little more. */
function typeOf(raw: TraitValue): TraitType {
  if (typeof raw === 'boolean') return 'boolean';
  if (typeof raw === 'number') return 'number';
  const text = String(raw ?? '').trim();
  if (INSTANT.test(text)) return 'instant';
  return DAY.test(text) ? 'day' : 'text';
}
