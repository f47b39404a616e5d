import { placesOf } from '../../../contract/currency.ts';
import type { Language } from '../words/language.ts';
import { numbersIn } from './formatters.ts';

/** Numbers as the reader expects them: 万 and 亿 in Chinese, K and M in English. Pure; null is a dash. */

export const nothing = '–';

/** Minor units (分) as a number of major units, for a formatter only: sums are made in minor units. */
const major = (minor: number, currency: string): number => minor / 10 ** placesOf(currency);

const compactly = { notation: 'compact', maximumSignificantDigits: 4 } as const;

/** Sums of money always have their four figures: ¥5.8万 beside ¥8.713万 reads as if the one were known less well. */
const sumsCompactly = { ...compactly, minimumSignificantDigits: 4 } as const;

/** Compact from 10,000 on: below that the figure itself is as short. */
const isLong = (value: number): boolean => Math.abs(value) >= 10_000;

export function formatNumber(value: number | null, language: Language, compact = false): string {
  if (value === null) return nothing;
  const options = compact && isLong(value) ? compactly : { maximumFractionDigits: 2 };
  return numbersIn(language, options).format(value);
}

/** A number of a model, always with so many decimals, so that those of a column stand under each other. */
export function formatFixed(value: number | null, places: number, language: Language): string {
  if (value === null) return nothing;
  // What rounds to nothing has no sign.
  const options = { minimumFractionDigits: places, maximumFractionDigits: places } as const;
  return numbersIn(language, { ...options, signDisplay: 'negative' }).format(value);
}

export interface MoneyFormat {
  /** ISO 4217. */
  readonly currency: string;
  readonly language: Language;
  readonly compact?: boolean;
}

/** Money in minor units of its currency. */
export function formatMoney(minor: number | null, { currency, language, compact }: MoneyFormat): string {
  if (minor === null) return nothing;
  const value = major(minor, currency);
  const places = placesOf(currency);
  const options =
    compact && isLong(value)
      ? sumsCompactly
      : { minimumFractionDigits: places, maximumFractionDigits: places };
  return numbersIn(language, { style: 'currency', currency, ...options }).format(value);
}

/** Money on an axis: round figures in as few signs as they need. */
export function formatAxisMoney(minor: number, { currency, language }: MoneyFormat): string {
  const value = major(minor, currency);
  const options = isLong(value) ? compactly : { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 };
  return numbersIn(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: 0,
    ...options,
  }).format(value);
}

/** A share as a percentage with one decimal at most, or always one where shares stand under each other. */
export function formatRatio(value: number | null, language: Language, isFixed = false): string {
  if (value === null) return nothing;
  const options = {
    style: 'percent',
    maximumFractionDigits: 1,
    ...(isFixed && { minimumFractionDigits: 1 }),
  } as const;
  return numbersIn(language, options).format(value);
}

/** What a measure's value is; `ratio` of the catalogue is a share unless it counts things per thing. */
export type Unit = 'count' | 'money' | 'ratio';

export const formatValue = (
  value: number | null,
  { unit, ...how }: MoneyFormat & { readonly unit: Unit },
): string => {
  if (unit === 'money') return formatMoney(value, how);
  return unit === 'ratio' ? formatRatio(value, how.language) : formatNumber(value, how.language, how.compact);
};
