import type { Version } from './rules-version.ts';

type Rules = Version['rules'];
type Expiry = Rules['expiry'];

/** The figures that the form changes. Null while a field is empty; money in minor units. */
export interface Plain {
  readonly points: number | null;
  readonly perMinor: number | null;
  readonly returnDays: number | null;
  readonly transitDays: number | null;
  readonly expiry: Expiry['kind'];
  /** Asked of points that expire so many days after they were earned. */
  readonly expiryDays: number | null;
  /** Asked of points that expire at the end of a year: so many years after the one they were earned in. */
  readonly expiryYears: number | null;
  readonly approval: number | null;
  /** What 100 points are worth. */
  readonly valueMinor: number | null;
  readonly shortfall: Rules['shortfall'];
}

/** What most shops begin with: a point for each unit of money, a year, 100 points worth one. `unit`: its minor units. */
export const usualRules = (unit: number): Rules => ({
  order: { points: 1, per_minor: unit, items: [], tiers: [], days: [], most_per_day: null },
  ...{ deeds: [], budget: null, return_days: 7, transit_days: 7, expiry: { kind: 'days', days: 365 } },
  ...{ shortfall: 'negative', approval_above: 1000, value_minor: unit },
});

export const plainOf = ({ order, expiry, ...rules }: Rules): Plain => ({
  ...{ points: order.points, perMinor: order.per_minor, expiry: expiry.kind },
  ...{ returnDays: rules.return_days, transitDays: rules.transit_days },
  expiryDays: expiry.kind === 'days' ? expiry.days : 365,
  expiryYears: expiry.kind === 'year-end' ? expiry.years : 1,
  ...{ approval: rules.approval_above, valueMinor: rules.value_minor, shortfall: rules.shortfall },
});

/** Whether every figure is there that these rules need. */
export const isWhole = ({ expiryDays, expiryYears, ...plain }: Plain): boolean =>
  Object.values(plain).every((it) => it !== null) &&
  expiryOf({ expiryDays, expiryYears, ...plain }) !== undefined;

function expiryOf({ expiry: kind, expiryDays: days, expiryYears: years }: Plain): Expiry | undefined {
  if (kind === 'days') return days === null ? undefined : { kind, days };
  if (kind === 'year-end') return years === null ? undefined : { kind, years };
  return { kind };
}

/** The rules with these figures, all else as it was; call it with figures that are whole. */
export const rulesOf = (plain: Plain, before: Rules): Rules => ({
  ...before,
  order: { ...before.order, points: plain.points ?? 0, per_minor: plain.perMinor ?? 1 },
  ...{ return_days: plain.returnDays ?? 0, transit_days: plain.transitDays ?? 0 },
  expiry: expiryOf(plain) ?? before.expiry,
  ...{ approval_above: plain.approval ?? 0, value_minor: plain.valueMinor ?? 0, shortfall: plain.shortfall },
});
