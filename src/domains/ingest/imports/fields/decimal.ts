/** An exact decimal: `digits` / 10^`scale`. A bigint only where a number would lose digits. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** What stands around amounts in exports: currency signs and words, thousands marks, blanks. */
const DECORATION = /[¥￥$£€\s,，]|元|cny|rmb|usd|gbp/gi;
const MOST_DIGITS = 30;

/**
 * Reads `1,234.50`, `¥12`, `-3.5`, `(3.50)` (negative, as accountants write) or `12.5元` exactly. Undefined for
 * anything else, exponents included: they show that a program has already rounded the number.
 */
export function parseDecimal(text: string): Decimal | undefined {
  const found = PLAIN.exec(text) ?? PLAIN.exec(undecorated(text));
  if (found === null) return undefined;
  const fraction = found[3] ?? '';
  const digits = found[2]! + fraction;
  if (digits.length > MOST_DIGITS) return undefined;
  return { digits: found[1] === '-' ? -BigInt(digits) : BigInt(digits), scale: fraction.length };
}

function undecorated(text: string): string {
  const bare = text.replaceAll(DECORATION, '');
  return bare.startsWith('(') && bare.endsWith(')') ? `-${bare.slice(1, -1)}` : bare;
}

/** `digits` / 10^`scale` as a whole number of 10^-`places`, rounded half away from zero. */
export function roundTo(digits: bigint, scale: number, places: number): bigint {
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  const size = digits < 0n ? -digits : digits;
  const rounded = (size + unit / 2n) / unit;
  return digits < 0n ? -rounded : rounded;
}
