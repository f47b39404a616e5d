import { levelsOf, levelsText } from '../../kit/category-levels.ts';
import type { Terms } from './paths.ts';

/** A plan as the form has it; null while a field is empty. Money in whole units of the shop's, with its decimals. */
export interface Draft {
  readonly zh: string;
  readonly en: string;
  readonly period: Terms['period'];
  readonly kind: 'money' | 'points';
  readonly money: number | null;
  readonly points: number | null;
  readonly worth: number | null;
  readonly trialDays: number | null;
  /** In a period; none where empty. */
  readonly shippings: number | null;
  readonly shippingWorth: number | null;
  readonly coupons: readonly CouponRow[];
  readonly prices: readonly PriceRow[];
  readonly pointsPercent: number | null;
  readonly isOffered: boolean;
}

export interface CouponRow {
  readonly id: number;
  readonly coupon: string;
  readonly count: number | null;
  readonly worth: number | null;
}

export interface PriceRow {
  readonly id: number;
  readonly zh: string;
  readonly en: string;
  readonly percent: number | null;
  /** Levels parted by a slash. */
  readonly category: string;
}

let rows = 0;
/** Of a row of the form, which has nothing else to be told apart by. */
export const nextRow = (): number => ++rows;

export const emptyDraft: Draft = {
  ...{ zh: '', en: '', period: 'month', kind: 'money', money: null, points: null, worth: null, trialDays: 0 },
  ...{ shippings: null, shippingWorth: null, coupons: [], prices: [], pointsPercent: 100, isOffered: true },
};

/** `unit`: minor units of one unit of the shop's money. */
export function draftOf(terms: Terms, isOffered: boolean, unit: number): Draft {
  const { name, price, free_shipping: shipping } = terms;
  return {
    ...{ zh: name.zh, en: name.en, period: terms.period, kind: price.kind, isOffered },
    money: price.kind === 'money' ? price.minor / unit : null,
    points: price.kind === 'points' ? price.points : null,
    worth: price.kind === 'points' ? price.worth_minor / unit : null,
    trialDays: terms.trial_days,
    shippings: shipping?.count ?? null,
    shippingWorth: shipping === null ? null : shipping.worth_minor / unit,
    coupons: terms.coupons.map((it) => ({
      ...{ id: nextRow(), coupon: it.coupon, count: it.count, worth: it.worth_minor / unit },
    })),
    prices: terms.member_prices.map((it) => ({
      ...{
        id: nextRow(),
        zh: it.name.zh,
        en: it.name.en,
        percent: it.percent,
        category: levelsText(it.category),
      },
    })),
    pointsPercent: terms.points_percent,
  };
}

export function termsOf(it: Draft, unit: number): Terms {
  const minor = (amount: number | null) => Math.round((amount ?? 0) * unit);
  return {
    ...{ name: named(it), period: it.period, trial_days: it.trialDays ?? 0 },
    price:
      it.kind === 'money'
        ? { kind: 'money', minor: minor(it.money) }
        : { kind: 'points', points: it.points ?? 0, worth_minor: minor(it.worth) },
    free_shipping:
      it.shippings === null ? null : { count: it.shippings, worth_minor: minor(it.shippingWorth) },
    coupons: it.coupons.map(({ coupon, count, worth }) => ({
      ...{ coupon: coupon.trim(), count: count ?? 1, worth_minor: minor(worth) },
    })),
    member_prices: it.prices.map((row) => ({
      ...{ name: named(row), percent: row.percent ?? 99, category: levelsOf(row.category) },
    })),
    points_percent: it.pointsPercent ?? 100,
  };
}

/** The name in the other language stands where one is missing. */
const named = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({
  zh: zh.trim() || en.trim(),
  en: en.trim() || zh.trim(),
});

export const isReady = (it: Draft): boolean =>
  hasName(it) &&
  (it.kind === 'money' ? (it.money ?? 0) > 0 : (it.points ?? 0) > 0 && (it.worth ?? 0) > 0) &&
  it.coupons.every(({ coupon }) => coupon.trim() !== '') &&
  it.prices.every((row) => hasName(row) && row.percent !== null);

const hasName = ({ zh, en }: { readonly zh: string; readonly en: string }) => zh.trim() + en.trim() !== '';
