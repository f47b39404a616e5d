import type { PointsRules } from '../../../contract/points-rules.ts';

/** A point for each whole yuan, a year, seven days of return behind seven of transit. */
export const plainRules: PointsRules = {
  order: { points: 1, per_minor: 100, items: [], tiers: [], days: [], most_per_day: null },
  deeds: [{ deed: 'review', points: 20, most_per_day: 50 }],
  ...{ budget: null, return_days: 7, transit_days: 7, expiry: { kind: 'days', days: 365 } },
  ...{ shortfall: 'negative', approval_above: 1000, value_minor: 100 },
};
