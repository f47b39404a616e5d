import type { TraitDefinition } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { identityKinds } from '../identity/identity-kinds.ts';
import { lastFour } from '../identity/phone-number.ts';

/** 1990-01-02, 1990/1/2, 1990.1.2, 1990年1月2日, with or without a time behind; 19900102. */
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?=日|T|\s|$)/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

/** Nobody was born, or joined, before it: year 0001 is an empty field of some programs. */
const FIRST_YEAR = 1900;

/** Texts longer than this are no trait but a document. */
const LONGEST = 2000;

function text(value: TraitValue): string | undefined {
  const it = typeof value === 'number' ? String(value) : value;
  return typeof it === 'string' && it.trim() !== '' && it.length <= LONGEST ? it.trim() : undefined;
}

const numeric = (value: TraitValue) => {
  const it = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof it === 'number' && Number.isFinite(it) ? it : undefined;
};

function day(value: TraitValue): string | undefined {
  const written = text(value) ?? '';
  const [, year, month = '', date = ''] = DAY.exec(written) ?? COMPACT_DAY.exec(written) ?? [];
  if (year === undefined || Number(year) < FIRST_YEAR || Number(year) >= 2200) return undefined;
  const it = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${it}T00:00:00Z`);
  // 02-30 parses as March 2nd
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(it) ? it : undefined;
}

/** As ISO 8601 has it, and with its zone: a text without one would be read on the wall of this machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/i;

function instant(value: TraitValue): string | undefined {
  const it = text(value);
  if (it === undefined || !INSTANT.test(it)) return undefined;
  const parsed = new Date(it.replace(' ', 'T').replaceAll(' ', ''));
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}

const YES = ['true', '是', 'yes', 'y', '1'];
const NO = ['false', '否', 'no', 'n', '0'];

function yesOrNo(value: TraitValue): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return YES.includes(word) || (NO.includes(word) ? false : undefined);
}

const readers: Readonly<Record<TraitDefinition['type'], (value: TraitValue) => TraitValue | undefined>> = {
  text,
  number: numeric,
  boolean: yesOrNo,
  day,
  instant,
  money: (value) => {
    const it = numeric(value);
    return Number.isSafeInteger(it) ? it : undefined;
  },
};

/** The value in the trait's type, null as it is (the source knows there is none); undefined when it does not fit. */
export function readTrait(it: TraitDefinition, value: TraitValue): TraitValue | undefined {
  const read = value === null ? null : readers[it.type](value);
  return it.class === 'ordinary' && looksPersonal(read) ? undefined : read;
}

/** Ordinary traits are open to all and mirrored: a phone number in the city's column is none. */
export const looksPersonal = (value: TraitValue | undefined): boolean =>
  (typeof value === 'string' || typeof value === 'number') && personalKindOf(String(value)) !== undefined;

export interface TraitTerms {
  /** What the whole value is looked up by. */
  readonly value: string | undefined;
  /** Last four digits of a phone. */
  readonly suffix: string | undefined;
}

/** What a sealed trait can be found by; nothing for those that are not searched, and for masked values. */
export function traitTerms(it: Pick<TraitDefinition, 'search'>, plain: string): TraitTerms {
  const cleaned = plain.normalize('NFKC').trim();
  if (it.search === undefined || cleaned.includes('*')) return { value: undefined, suffix: undefined };
  if (it.search === 'text') return { value: cleaned.replace(/\s+/g, ' ').toLowerCase(), suffix: undefined };
  const normalized = identityKinds[it.search].normalize(cleaned);
  const value = 'value' in normalized ? normalized.value : undefined;
  return { value, suffix: it.search === 'phone' && value !== undefined ? lastFour(value) : undefined };
}

/** What the blind index of a trait's value is made over. */
export const traitTerm = (name: string): string => `trait:${name}`;

/** The blind index of the last four digits, shared by traits and identities. */
export const PHONE_SUFFIX = 'phone-suffix';

/** Both columns of both blind indexes of a sealed trait, as hex; undefined where it is not searched by them. */
export function indexesOf(keys: ShopKeys, trait: TraitDefinition, plain: string) {
  const terms = traitTerms(trait, plain);
  const whole = terms.value === undefined ? undefined : keys.indexPair(traitTerm(trait.name), terms.value);
  const end = terms.suffix === undefined ? undefined : keys.indexPair(PHONE_SUFFIX, terms.suffix);
  return {
    a: whole?.a?.toString('hex'),
    b: whole?.b?.toString('hex'),
    sa: end?.a?.toString('hex'),
    sb: end?.b?.toString('hex'),
  };
}
