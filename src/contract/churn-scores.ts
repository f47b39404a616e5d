import type { ScoreKind } from './score-kind.ts';

/** Scores of the early warning of churn. */
export const churnScores: readonly ScoreKind[] = [
  {
    ...{ code: 'churn-risk', model: 'churn', unit: 'share', better: 'low' },
    label: { zh: '流失风险', en: 'Churn risk' },
    definition: {
      zh: '截至日之后的观察期内 (默认 90 天) 不再购买的概率',
      en: 'Probability of no purchase within the window behind the day as of, 90 days unless set',
    },
    interval: {
      zh: '概率本身的 95% 区间 (来自参数的误差，不含运气)',
      en: 'The 95% interval of the probability itself: of what the parameters are not sure of, luck apart',
    },
  },
  {
    ...{ code: 'overdue-ratio', model: 'churn', unit: 'count', better: 'low' },
    label: { zh: '逾期倍数', en: 'Overdue ratio' },
    definition: {
      zh: '距上次购买的天数 ÷ 本人平时的购买间隔；只买过一天的人没有间隔，没有这项得分',
      en: 'Days since the last purchase over the own usual gap; who bought on one day only has no gap, and no such score',
    },
  },
  {
    ...{ code: 'value-at-stake', model: 'churn', unit: 'money', better: 'neither' },
    label: { zh: '可能流失的金额', en: 'Value at stake' },
    definition: {
      zh: '流失风险 × 截至日前 365 天的付款金额',
      en: 'Churn risk times what was paid in the 365 days up to the day as of',
    },
  },
];
