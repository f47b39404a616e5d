import { type Measure, noRefunds } from './measure.ts';

/** Measures of what models say: customers as of the last day asked for, so that they know no periods. Explore alone asks them. */

const window = {
  zh: '截至所查最后一天，模型最近一次完成的评分',
  en: "The model's newest run that was done as of the last day asked for",
};

/** `column` counts millionths of a probability over whoever has it. */
const mean = (column: string): Measure['parts'] => [
  {
    ...{ fact: 'scored-customers', numerator: `sum(ifNull(${column}, 0))` },
    denominator: `1000000 * count(${column})`,
  },
];

const probability = { unit: 'ratio', kind: 'ratio', window, refunds: noRefunds } as const;

const scored = { zh: '有此得分的客户数', en: 'Customers who have the score' };

export const scoreMeasures: readonly Measure[] = [
  {
    code: 'scored-customers',
    label: { zh: '已评分客户数', en: 'Scored customers' },
    definition: {
      zh: '任一模型 (价值、流失、下次购买) 给过分的客户数；反对画像的客户不评分。',
      en: 'Customers whom any of the models of value, churn and next purchase has scored; who objected to profiling is not.',
    },
    ...{ unit: 'count', kind: 'total', better: 'neither', window, refunds: noRefunds },
    numerator: { zh: '有得分的客户', en: 'Customers with a score' },
    parts: [{ fact: 'scored-customers', numerator: 'count()' }],
  },
  {
    code: 'expected-value',
    label: { zh: '预期总价值', en: 'Expected value' },
    definition: {
      zh: '客户生命周期价值之和：期限内预期毛利 (未设毛利率时为销售额) 的折现。',
      en: 'Lifetime values added up: margin (sales, where no margin is set) expected within the horizon, discounted.',
    },
    ...{ unit: 'money', kind: 'total', better: 'up', window, refunds: noRefunds },
    numerator: { zh: '客户生命周期价值之和', en: 'Lifetime values' },
    parts: [{ fact: 'scored-customers', numerator: 'sum(ifNull(worth, 0))' }],
  },
  {
    code: 'expected-value-each',
    label: { zh: '人均预期价值', en: 'Expected value a customer' },
    definition: {
      zh: '预期总价值除以有价值得分的客户数。',
      en: 'Expected value divided by the customers it is of.',
    },
    ...{ unit: 'money', kind: 'ratio', better: 'up', window, refunds: noRefunds },
    numerator: { zh: '客户生命周期价值之和', en: 'Lifetime values' },
    denominator: scored,
    parts: [{ fact: 'scored-customers', numerator: 'sum(ifNull(worth, 0))', denominator: 'count(worth)' }],
  },
  {
    ...{ code: 'mean-alive', better: 'up', parts: mean('alive'), ...probability },
    label: { zh: '平均仍会回来的概率', en: 'Mean P(alive)' },
    definition: {
      zh: '客户仍会回来的概率的平均值。',
      en: 'The mean of the probability that a customer still is one.',
    },
    numerator: { zh: '概率之和 (百万分之一)', en: 'Probabilities, in millionths' },
    denominator: { zh: '有此得分的客户数 × 一百万', en: 'Customers who have the score, times a million' },
  },
  {
    ...{ code: 'mean-churn-risk', better: 'down', parts: mean('risk'), ...probability },
    label: { zh: '平均流失风险', en: 'Mean churn risk' },
    definition: {
      zh: '客户流失风险的平均值：观察期内不再购买的概率。',
      en: 'The mean of the churn risk: the probability of no purchase within the window.',
    },
    numerator: { zh: '概率之和 (百万分之一)', en: 'Probabilities, in millionths' },
    denominator: { zh: '有此得分的客户数 × 一百万', en: 'Customers who have the score, times a million' },
  },
  {
    code: 'value-at-stake',
    label: { zh: '可能流失的金额', en: 'Value at stake' },
    definition: {
      zh: '流失风险 × 截至日前 365 天的付款金额，按客户相加。',
      en: 'Churn risk times what was paid in the 365 days before, added up over customers.',
    },
    ...{ unit: 'money', kind: 'total', better: 'down', window, refunds: noRefunds },
    numerator: { zh: '各客户可能流失的金额之和', en: 'Values at stake' },
    parts: [{ fact: 'scored-customers', numerator: 'sum(ifNull(stake, 0))' }],
  },
  {
    ...{ code: 'mean-buys-30-days', better: 'up', parts: mean('buys'), ...probability },
    label: { zh: '平均 30 天内购买概率', en: 'Mean chance to buy in 30 days' },
    definition: {
      zh: '客户 30 天内至少购买一次的概率的平均值。',
      en: 'The mean of the probability of a purchase within 30 days.',
    },
    numerator: { zh: '概率之和 (百万分之一)', en: 'Probabilities, in millionths' },
    denominator: { zh: '有此得分的客户数 × 一百万', en: 'Customers who have the score, times a million' },
  },
];
