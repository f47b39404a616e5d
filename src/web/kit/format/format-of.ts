import type { Language } from '../words/language.ts';
import {
  formatAxisMoney,
  formatFixed,
  formatMoney,
  formatNumber,
  formatRatio,
  formatValue,
  type Unit,
} from './numbers.ts';

/** Formatters of the shop's currency and the reader's language, for what takes text: charts, titles, sentences. */
export interface Format {
  readonly language: Language;
  readonly money: (minor: number | null, compact?: boolean) => string;
  readonly axisMoney: (minor: number) => string;
  readonly number: (value: number | null, compact?: boolean) => string;
  /** With so many decimals, always. */
  readonly fixed: (value: number | null, places: number) => string;
  /** Always with a decimal where `isFixed`: figures below one another. */
  readonly share: (value: number | null, isFixed?: boolean) => string;
  readonly value: (value: number | null, unit: Unit, compact?: boolean) => string;
}

export const formatOf = (currency: string, language: Language): Format => ({
  language,
  money: (minor, compact = false) => formatMoney(minor, { currency, language, compact }),
  axisMoney: (minor) => formatAxisMoney(minor, { currency, language }),
  number: (value, compact = false) => formatNumber(value, language, compact),
  fixed: (value, places) => formatFixed(value, places, language),
  share: (value, isFixed = false) => formatRatio(value, language, isFixed),
  value: (value, unit, compact = false) => formatValue(value, { unit, currency, language, compact }),
});
