import type { TierRules, TierRung } from '../../../contract/tiers.ts';

const rung = (
  code: string,
  [zh, en]: readonly [string, string],
  look: Pick<TierRung, 'color' | 'icon' | 'from'>,
): TierRung => ({ code, name: { zh, en }, ...look });

/** What most shops begin with: a growth value for each unit of money, some for deeds, over twelve months. `unit`: minor units in one of money. */
export const usualRules = (unit: number): TierRules => ({
  ladder: [
    rung('regular', ['普通', 'Regular'], { color: '#8c8c8c', icon: 'user', from: 0 }),
    rung('silver', ['银卡', 'Silver'], { color: '#7d93a8', icon: 'star', from: 500 }),
    rung('gold', ['金卡', 'Gold'], { color: '#c8963e', icon: 'crown', from: 2000 }),
    rung('diamond', ['钻石', 'Diamond'], { color: '#5b6ee1', icon: 'gem', from: 8000 }),
  ],
  measure: 'growth',
  growth: {
    spend: { points: 1, per_minor: unit, most_per_day: null },
    orders: { points: 10, most_per_day: 30 },
    tenure: { points: 50 },
    deeds: [
      { event: 'Product Reviewed', points: 10, most_per_day: 30 },
      { event: 'Product Shared', points: 5, most_per_day: 20 },
      { event: 'Product Liked', points: 1, most_per_day: 5 },
      { event: 'Activity Joined', points: 10, most_per_day: 20 },
    ],
  },
  ...{ period: 'rolling-12-months', downgrade: 'one-step', notice_days: 30, grace_days: 0 },
});
