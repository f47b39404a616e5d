import { placesOf } from '../../contract/currency.ts';

/** An amount of minor units for a sentence: `300 CNY`; both languages write it alike. */
export const sayMoney = (minor: number, currency: string): string =>
  `${minor / 10 ** placesOf(currency)} ${currency}`;
