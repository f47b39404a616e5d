import type { Version } from './rules-version.ts';

type Rules = Version['rules'];

/** The figures that the form changes. Null while a field is empty. */
export interface Plain {
  readonly points: number | null;
  /** In whole units of the shop's money. */
  readonly perMajor: number | null;
  readonly returnDays: number | null;
  readonly transitDays: number | null;
  readonly expiryDays: number | null;
  readonly approval: number | null;
  /** What 100 points are worth, in whole units of money. */
  readonly value: number | null;
  readonly shortfall: Rules['shortfall'];
}

/** What most shops begin with: a point for each unit of money, a year, 100 points worth one. `unit`: its minor units. */
const usual = (unit: number): Rules => ({
  order: { points: 1, per_minor: unit, items: [], tiers: [], days: [], most_per_day: null },
  ...{ deeds: [], budget: null, return_days: 7, transit_days: 7, expiry: { kind: 'days', days: 365 } },
  ...{ shortfall: 'negative', approval_above: 1000, value_minor: unit },
});

export function plainOf(unit: number, rules = usual(unit)): Plain {
  return {
    ...{ points: rules.order.points, perMajor: Math.max(1, Math.round(rules.order.per_minor / unit)) },
    ...{ returnDays: rules.return_days, transitDays: rules.transit_days },
    expiryDays: rules.expiry.kind === 'days' ? rules.expiry.days : 365,
    ...{ approval: rules.approval_above, value: Math.round(rules.value_minor / unit) },
    shortfall: rules.shortfall,
  };
}

/** What the form does not touch stays as it is, to the minor unit and the kind of expiry. */
export function rulesOf(unit: number, plain: Plain, before = usual(unit)): Rules {
  const told = plainOf(unit, before);
  const days = plain.expiryDays ?? 365;
  const expiry = days === told.expiryDays ? before.expiry : { kind: 'days' as const, days };
  const perMinor = plain.perMajor === told.perMajor ? before.order.per_minor : (plain.perMajor ?? 1) * unit;
  const value = plain.value === told.value ? before.value_minor : (plain.value ?? 0) * unit;
  return {
    ...before,
    order: { ...before.order, points: plain.points ?? 0, per_minor: perMinor },
    ...{ return_days: plain.returnDays ?? 0, transit_days: plain.transitDays ?? 0, expiry },
    ...{ approval_above: plain.approval ?? 0, value_minor: value, shortfall: plain.shortfall },
  };
}
