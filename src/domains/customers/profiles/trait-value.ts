import type { TraitDefinition } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { identityKinds } from '../identity/identity-kinds.ts';
import { lastFour } from '../identity/phone-number.ts';

/** 1990-01-02, 1990/1/2, 1990.1.2, 1990年1月2日, with or without a time behind. */
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?=日|T|\s|$)/;

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
  const [, year, month = '', date = ''] = DAY.exec(text(value) ?? '') ?? [];
  const it = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${it}T00:00:00Z`);
  // 02-30 parses as March 2nd
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(it) ? it : undefined;
}

function instant(value: TraitValue): string | undefined {
  const it = text(value);
  return it === undefined || Number.isNaN(Date.parse(it)) ? undefined : new Date(it).toISOString();
}

const YES_NO: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

const readers: Readonly<Record<TraitDefinition['type'], (value: TraitValue) => TraitValue | undefined>> = {
  text,
  number: numeric,
  boolean: (value) => (typeof value === 'boolean' ? value : YES_NO[String(value).toLowerCase()]),
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
  return it.class === 'ordinary' && isPersonal(read) ? undefined : read;
}

/** Ordinary traits are open to all and mirrored: a phone number in the city's column is none. */
const isPersonal = (value: TraitValue | undefined): boolean =>
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
