import type { ScoreKind } from './score-kind.ts';

const outcome = {
  zh: '八成把握的范围：这位客户的实际结果十次有八次落在其中 (包含运气，不是平均值的误差)',
  en: 'Where what this customer will really do lies in eight cases of ten: luck included, not the error of the mean',
};

/** Scores of customer lifetime value. */
export const valueScores: readonly ScoreKind[] = [
  {
    ...{ code: 'lifetime-value', model: 'value', unit: 'money', better: 'high' },
    label: { zh: '生命周期价值', en: 'Lifetime value' },
    definition: {
      zh: '期限内 (默认 52 周) 预期购买带来的毛利 (未设毛利率时为销售额)，折现到截至日',
      en: 'Margin (sales, where no margin is set) of the purchases expected within the horizon, 52 weeks unless set, discounted to the day as of',
    },
    interval: outcome,
  },
  {
    ...{ code: 'expected-purchases', model: 'value', unit: 'count', better: 'high' },
    label: { zh: '预期购买次数', en: 'Expected purchases' },
    definition: {
      zh: '期限内预期的购买次数，同一店铺日的购买算一次',
      en: 'Purchases expected within the horizon; those of one shop day are one',
    },
    interval: outcome,
  },
  {
    ...{ code: 'alive', model: 'value', unit: 'share', better: 'high' },
    label: { zh: '仍会回来的概率', en: 'P(alive)' },
    definition: {
      zh: '截至日仍是客户 (尚未永久离开) 的概率',
      en: 'Probability that somebody still is a customer on the day as of, and has not left for good',
    },
  },
  {
    ...{ code: 'expected-spend', model: 'value', unit: 'money', better: 'high' },
    label: { zh: '预期每次消费', en: 'Expected spend a purchase' },
    definition: {
      zh: '预期每次购买的金额：本人的平均值，数据越少越向店铺平均靠拢',
      en: "What a purchase is expected to come to: their own mean, drawn toward the shop's where little is known of them",
    },
    interval: {
      zh: '本人长期平均消费的八成范围',
      en: 'Where their own long-run mean lies in eight cases of ten',
    },
  },
  {
    ...{ code: 'value-band', model: 'value', unit: 'band', better: 'high' },
    label: { zh: '价值分层', en: 'Value band' },
    definition: {
      zh: '按生命周期价值从高到低：合计占总价值前 50% 的客户为高价值，再 30% 为中价值，其余为低价值 (店铺可改)',
      en: 'By lifetime value from the top: who together make the first 50% of all value are high, the next 30% mid, the rest low, unless the shop sets other cuts',
    },
    bands: [
      { value: 3, label: { zh: '高价值', en: 'High' } },
      { value: 2, label: { zh: '中价值', en: 'Mid' } },
      { value: 1, label: { zh: '低价值', en: 'Low' } },
    ],
  },
];
