import { placesOf } from '../../../../contract/currency.ts';
import { type Decimal, parseDecimal, roundTo } from './decimal.ts';

/** A short plain amount such as `2.55` or `-11062.06`: nearly every cell, read without bigints. */
const SHORT = /^(-?)(\d{1,8})(?:\.(\d{1,3}))?$/;
const POWERS = [1, 10, 100, 1_000, 10_000, 100_000];

/** 541,909 lines have 1,630 distinct prices: what a text means is kept, up to a bound. */
const MOST_KEPT = 20_000;
const kept = new Map<string, ShortAmount | undefined>();

/** `digits` / 10^`scale`, both exact as numbers. */
interface ShortAmount {
  readonly digits: number;
  readonly scale: number;
}

function shortAmount(text: string): ShortAmount | undefined {
  if (kept.has(text)) return kept.get(text);
  const found = SHORT.exec(text);
  const fraction = found?.[3] ?? '';
  const short =
    found === null ? undefined : { digits: Number(found[1]! + found[2]! + fraction), scale: fraction.length };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, short);
  return short;
}

/**
 * `times` x an amount written in major units, as minor units, rounded once, half away from zero. No float touches the
 * value. Undefined where the text is no amount or the answer is beyond a safe integer.
 */
export function minorOf(text: string, currency: string, times = 1): number | undefined {
  const short = shortAmount(text);
  const quick = short === undefined ? undefined : quickMinor(short, placesOf(currency), times);
  return quick ?? exactMinor(parseDecimal(text), placesOf(currency), times);
}

/** All in safe integers, or undefined. */
function quickMinor({ digits, scale }: ShortAmount, places: number, times: number): number | undefined {
  const signed = digits * times;
  const size = Math.abs(signed);
  if (size > 1e13) return undefined;
  const spare = scale - places;
  const minor =
    spare <= 0 ? size * POWERS[-spare]! : Math.floor((size * 2 + POWERS[spare]!) / (POWERS[spare]! * 2));
  return signed < 0 && minor !== 0 ? -minor : minor;
}

function exactMinor(decimal: Decimal | undefined, places: number, times: number): number | undefined {
  if (decimal === undefined) return undefined;
  const minor = Number(roundTo(decimal.digits * BigInt(times), decimal.scale, places));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** The column of unit prices ends there: a larger one would fail the 5,000 rows it is stored with. */
const DEAREST = 1e13;

/** A price of one unit in minor units; keeps up to four decimals of a minor unit (some files have three of a major). */
export function unitPriceOf(text: string, currency: string): number | undefined {
  const short = shortAmount(text);
  const spare = short === undefined ? 0 : short.scale - placesOf(currency);
  // One division of exact numbers gives the nearest double there is; 255 / 100 * 100 would give 254.99999999999997.
  if (short !== undefined) return spare > 0 ? short.digits / POWERS[spare]! : short.digits * POWERS[-spare]!;
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const price = Number(roundTo(decimal.digits, decimal.scale, placesOf(currency) + 4)) / 10_000;
  return Math.abs(price) < DEAREST ? price : undefined;
}
