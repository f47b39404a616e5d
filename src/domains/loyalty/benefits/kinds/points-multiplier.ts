import type { BenefitKind } from './benefit-kind.ts';

/** Read by the earning of points from orders. */
export const pointsMultiplier: BenefitKind<'points-multiplier'> = {
  kind: 'points-multiplier',
  label: { zh: '积分倍率', en: 'Points multiplier' },
  sentence: ({ percent }) => ({ zh: `积分 ${percent / 100} 倍`, en: `${percent / 100} times the points` }),
  yearly: ({ percent }, { pointsMinor }) => (pointsMinor * (percent - 100)) / 100,
};
