import { placesOf } from '../../../contract/currency.ts';

/** Minor units as a decimal of major ones, exactly: -5 fen is -0.05. */
export function majorUnits(minor: number, currency: string): string {
  const decimals = placesOf(currency);
  if (decimals === 0) return String(minor);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
