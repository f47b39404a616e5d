import { placesOf } from '../../../contract/currency.ts';
import type { Text } from '../../../platform/errors.ts';

/** An amount in a sentence, as each reader writes it. */
export function amountText(minor: number, currency: string): Text {
  const digits = placesOf(currency);
  const of = (language: string) =>
    new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: digits }).format(
      minor / 10 ** digits,
    );
  return { zh: of('zh-CN'), en: of('en-US') };
}
