import type { Text } from '../../../platform/errors.ts';
import type { FactName } from '../facts/fact.ts';

/** What one fact adds to a measure: SQL aggregates over the fact's columns. Parts of a measure are added up. */
export interface Part {
  readonly fact: FactName;
  readonly numerator?: string;
  readonly denominator?: string;
}

/**
 * A measure as data. The query, the guide and the screens read this one source.
 * `total` is a sum over the period; `ratio` is numerator / denominator, null over nothing; `level` is a stock: the
 * periods add up from the first.
 */
export interface Measure {
  /** Stable kebab-case name. */
  readonly code: string;
  readonly label: Text;
  readonly definition: Text;
  /** `money` is minor units of the shop's currency; an average of money may be a fraction of one. */
  readonly unit: 'count' | 'money' | 'ratio';
  readonly kind: 'total' | 'ratio' | 'level';
  /** The way the shop wants it to go; `neither` where a change is neither good nor bad. */
  readonly better: 'up' | 'down' | 'neither';
  /** Set where a ratio divides money by money. */
  readonly dividesMoney?: true;
  readonly numerator: Text;
  /** Absent where nothing is divided. */
  readonly denominator?: Text;
  readonly window: Text;
  /** How refunds bear on it. */
  readonly refunds: Text;
  readonly parts: readonly Part[];
}

/** The window of most measures. */
export const inThePeriod: Text = {
  zh: '本期内的店铺日 (店铺时区)',
  en: "Shop days of the period, in the shop's zone",
};

/** Refund treatment of what counts payments as they were made. */
export const refundsIgnored: Text = {
  zh: '不扣退款：已支付的订单即使全额退款也计入',
  en: 'Not deducted: a paid order counts even when it was refunded in full',
};

/** Refund treatment of net money. */
export const refundsOnTheirDay: Text = {
  zh: '退款成功的金额计在退款当天，不回溯到支付当天',
  en: "Deducted on the refund's own day, never back-dated to the day of payment",
};

export const noRefunds: Text = { zh: '与退款无关', en: 'Refunds have no part in it' };
