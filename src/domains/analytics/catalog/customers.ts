import { inThePeriod, type Measure, noRefunds, refundsIgnored } from './measure.ts';

export const customers: Measure = {
  code: 'customers',
  label: { zh: '客户数', en: 'Customers' },
  definition: {
    zh: '到本期末为止店铺认识的客户数，合并后的客户算一个；游客不计。',
    en: 'Customers the shop knows by the end of the period, merged ones as one; guests are not customers.',
  },
  unit: 'count',
  kind: 'level',
  better: 'up',
  numerator: { zh: '首次出现不晚于期末的客户', en: 'Customers first seen by the end of the period' },
  window: { zh: '从开始到本期末', en: 'From the beginning to the end of the period' },
  refunds: noRefunds,
  parts: [{ fact: 'known-customers', numerator: 'sum(change)' }],
};

export const newCustomers: Measure = {
  code: 'new-customers',
  label: { zh: '新客数', en: 'New customers' },
  definition: {
    zh: '有史以来首笔支付订单落在本期的客户数。',
    en: 'Customers whose first paid order ever lies in the period.',
  },
  unit: 'count',
  kind: 'total',
  better: 'up',
  numerator: { zh: '首笔支付订单在本期的客户', en: 'Customers first paying in the period' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'new-customers', numerator: 'count()' }],
};

export const buyers: Measure = {
  code: 'buyers',
  label: { zh: '支付买家数', en: 'Buyers' },
  definition: {
    zh: '本期有支付订单的客户数；游客不计。',
    en: 'Known customers with at least one paid order in the period; guests are not counted.',
  },
  unit: 'count',
  kind: 'total',
  better: 'up',
  numerator: { zh: '有支付订单的客户', en: 'Customers with a paid order' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'buyers', numerator: 'count()' }],
};

export const activeCustomers: Measure = {
  code: 'active-customers',
  label: { zh: '活跃客户数', en: 'Active customers' },
  definition: {
    zh: '本期有任意行为事件或支付订单的客户数；行为按校正后的时间。',
    en: 'Known customers with any event or a paid order in the period; events count at their corrected time.',
  },
  unit: 'count',
  kind: 'total',
  better: 'up',
  numerator: { zh: '有行为或支付订单的客户', en: 'Customers with an event or a paid order' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'active-customers', numerator: 'count()' }],
};
