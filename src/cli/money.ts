import { placesOf } from '../contract/currency.ts';
import type { Figure } from './table.ts';

/** Minor units as people write them: `4,182.26 CNY`. */
export function amountText(currency: string, minor: number): string {
  const places = placesOf(currency);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return `${(minor / 10 ** places).toLocaleString('en-US', digits)} ${currency}`;
}

/**
 * Minor units as a cell of a table that says its currency elsewhere, or of a shop that has but one: `¥37,136.00`.
 * An average is rounded to what can be paid. Null where nothing was divided.
 */
export function amountCell(currency: string, minor: number | null): Figure | null {
  if (minor === null) return null;
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  // Or nothing: -0 would be written `-¥0.00`.
  const major = (Math.round(minor) || 0) / 10 ** placesOf(currency);
  return { figure: new Intl.NumberFormat('en-US', style).format(major) };
}
