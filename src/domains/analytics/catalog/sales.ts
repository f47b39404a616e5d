import { inThePeriod, type Measure, refundsIgnored, refundsOnTheirDay } from './measure.ts';

export const paidOrders: Measure = {
  code: 'paid-orders',
  label: { zh: '支付订单数', en: 'Paid orders' },
  definition: {
    zh: '本期支付且实付大于零的订单数，按支付日计，含游客。',
    en: 'Orders paid in the period for more than nothing, by day of payment, guests included.',
  },
  unit: 'count',
  kind: 'total',
  better: 'up',
  numerator: { zh: '支付订单', en: 'Paid orders' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'orders', numerator: 'sum(orders)' }],
};

export const gmv: Measure = {
  code: 'gmv',
  label: { zh: '成交总额', en: 'GMV' },
  definition: {
    zh: '本期支付订单的实付金额之和，按支付日计，含游客。',
    en: 'What buyers paid for orders paid in the period, by day of payment, guests included.',
  },
  unit: 'money',
  kind: 'total',
  better: 'up',
  numerator: { zh: '支付订单实付金额', en: 'Amount paid for paid orders' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'orders', numerator: 'sum(paid)' }],
};

export const refunds: Measure = {
  code: 'refunds',
  label: { zh: '退款金额', en: 'Refunds' },
  definition: {
    zh: '本期退款成功的金额，按退款日计，含游客与未关联订单的退款。',
    en: 'Refunds done in the period, by day of refund, those of guests and those linked to no order included.',
  },
  unit: 'money',
  kind: 'total',
  better: 'down',
  numerator: { zh: '退款成功金额', en: 'Amount of refunds done' },
  window: inThePeriod,
  refunds: { zh: '本身即退款，计在退款当天', en: 'It is them, on their own day' },
  parts: [{ fact: 'refunds', numerator: 'sum(refunded)' }],
};

export const netSales: Measure = {
  code: 'net-sales',
  label: { zh: '净销售额', en: 'Net sales' },
  definition: {
    zh: '成交总额减去退款金额；退款计在退款当天，因此某期可以为负。',
    en: 'GMV less refunds; a refund is booked on its own day, so a period can be negative.',
  },
  unit: 'money',
  kind: 'total',
  better: 'up',
  numerator: { zh: '成交总额 - 退款金额', en: 'GMV less refunds' },
  window: inThePeriod,
  refunds: refundsOnTheirDay,
  parts: [
    { fact: 'orders', numerator: 'sum(paid)' },
    { fact: 'refunds', numerator: '-sum(refunded)' },
  ],
};

export const aov: Measure = {
  code: 'aov',
  label: { zh: '客单价', en: 'Average order value' },
  definition: { zh: '净销售额除以支付订单数。', en: 'Net sales divided by paid orders.' },
  unit: 'money',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '净销售额', en: 'Net sales' },
  denominator: { zh: '支付订单数', en: 'Paid orders' },
  window: inThePeriod,
  refunds: refundsOnTheirDay,
  parts: [
    { fact: 'orders', numerator: 'sum(paid)', denominator: 'sum(orders)' },
    { fact: 'refunds', numerator: '-sum(refunded)' },
  ],
};
