import type { Issue, Text } from '../../../platform/errors.ts';

/** What a shop may set about the stages of its customers. Days are shop days, orders are paid orders. */
export interface LifecycleThresholds {
  /** New while the first order is fewer days ago than this. */
  readonly newDays: number;
  /** Active while the last order is fewer days ago than this; then at risk. */
  readonly activeDays: number;
  /** Lost once the last order is this many days ago. Not less than `activeDays`. */
  readonly lostDays: number;
  /** Loyal from this many orders in `loyalDays` days. */
  readonly loyalOrders: number;
  readonly loyalDays: number;
}

/** Household goods bought every month or two; a shop of rarer goods sets longer ones. */
export const defaultThresholds: LifecycleThresholds = {
  newDays: 30,
  activeDays: 90,
  lostDays: 180,
  loyalOrders: 3,
  loyalDays: 365,
};

/** A stage: its definition is said in the days the shop has set. */
interface StageRule {
  readonly code: string;
  readonly label: Text;
  readonly definition: (it: LifecycleThresholds) => Text;
}

/** The first that fits is the stage, in this order. */
export const stages = [
  {
    code: 'prospect',
    label: { zh: '潜在客户', en: 'Prospect' },
    definition: () => ({ zh: '已认识，还没有支付订单', en: 'Known, without a paid order yet' }),
  },
  {
    code: 'lost',
    label: { zh: '流失客户', en: 'Lost' },
    definition: ({ lostDays }) => ({
      zh: `距上次支付订单已满 ${lostDays} 天`,
      en: `Last paid order ${lostDays} days ago or longer`,
    }),
  },
  {
    code: 'at-risk',
    label: { zh: '预警客户', en: 'At risk' },
    definition: ({ activeDays, lostDays }) => ({
      zh: `距上次支付订单已满 ${activeDays} 天，未满 ${lostDays} 天`,
      en: `Last paid order ${activeDays} days ago or longer, but less than ${lostDays}`,
    }),
  },
  {
    code: 'new',
    label: { zh: '新客户', en: 'New' },
    definition: ({ newDays }) => ({
      zh: `首笔支付订单未满 ${newDays} 天`,
      en: `First paid order less than ${newDays} days ago`,
    }),
  },
  {
    code: 'won-back',
    label: { zh: '召回客户', en: 'Won back' },
    definition: ({ activeDays, lostDays }) => ({
      zh: `近 ${activeDays} 天内再次购买，在此之前曾满 ${lostDays} 天没有购买`,
      en: `Bought again in the last ${activeDays} days, after ${lostDays} days or longer without an order`,
    }),
  },
  {
    code: 'loyal',
    label: { zh: '忠诚客户', en: 'Loyal' },
    definition: ({ loyalDays, loyalOrders }) => ({
      zh: `活跃，且近 ${loyalDays} 天有 ${loyalOrders} 笔及以上支付订单`,
      en: `Active, with ${loyalOrders} or more paid orders in the last ${loyalDays} days`,
    }),
  },
  {
    code: 'active',
    label: { zh: '活跃客户', en: 'Active' },
    definition: ({ activeDays }) => ({
      zh: `距上次支付订单未满 ${activeDays} 天，且不属于以上各类`,
      en: `Last paid order less than ${activeDays} days ago, and none of the above`,
    }),
  },
] as const satisfies readonly StageRule[];

export type Stage = (typeof stages)[number]['code'];

/** What is wrong with thresholds: each must be a whole number from 1 to 36,500, and lost no sooner than at risk. */
export function thresholdIssues(thresholds: LifecycleThresholds): Issue[] {
  const issues = Object.entries(thresholds).flatMap(([name, value]) => wholeIssue(parameterOf(name), value));
  if (issues.length > 0 || thresholds.lostDays >= thresholds.activeDays) return issues;
  const message = {
    zh: 'lost_days 不能小于 active_days。',
    en: 'lost_days may not be less than active_days.',
  };
  return [{ code: 'lost-before-at-risk', field: 'lost_days', message }];
}

/** A threshold as the API names it. */
const parameterOf = (name: string): string => name.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`);

function wholeIssue(field: string, value: number): Issue[] {
  if (Number.isSafeInteger(value) && value >= 1 && value <= 36_500) return [];
  const message = { zh: '应为 1 到 36500 的整数。', en: 'Must be a whole number from 1 to 36,500.' };
  return [{ code: 'out-of-range', field, message }];
}
