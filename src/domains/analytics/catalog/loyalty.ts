import { inThePeriod, type Measure, refundsIgnored, refundsOnTheirDay } from './measure.ts';

export const ordersPerBuyer: Measure = {
  code: 'orders-per-buyer',
  label: { zh: '人均订单数', en: 'Orders per buyer' },
  definition: {
    zh: '已识别客户的支付订单数除以支付买家数；游客订单不计。',
    en: 'Paid orders of known customers divided by buyers; orders of guests are left out.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '客户的支付订单数', en: 'Paid orders of known customers' },
  denominator: { zh: '支付买家数', en: 'Buyers' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'buyers', numerator: 'sum(orders)', denominator: 'count()' }],
};

export const repurchaseRate: Measure = {
  code: 'repurchase-rate',
  label: { zh: '复购率', en: 'Repurchase rate' },
  definition: {
    zh: '本期有两笔及以上支付订单的客户除以有一笔及以上的客户。',
    en: 'Customers with two or more paid orders in the period divided by those with one or more.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '两单及以上的客户', en: 'Customers with two or more paid orders' },
  denominator: { zh: '支付买家数', en: 'Buyers' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'buyers', numerator: 'countIf(orders >= 2)', denominator: 'count()' }],
};

export const retentionRate: Measure = {
  code: 'retention-rate',
  label: { zh: '留存率', en: 'Retention rate' },
  definition: {
    zh: '上一期购买过的客户中，本期再次购买的比例；按渠道、类目、省份时，两期都须在该值下购买；新老客按上一期判断。',
    en: 'Of the customers who bought in the period before, the share who buy in this one; by channel, category or province, in the same value both times; new or returning as they were in the period before.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '两期都购买的客户', en: 'Customers who bought in both periods' },
  denominator: { zh: '上一期购买的客户', en: 'Customers who bought in the period before' },
  window: {
    zh: '完整的自然日、周、月 (到 to 为止)；不分期时为本区间与其前同样天数',
    en: 'Whole calendar days, weeks or months, cut only at `to`; without periods, the days asked for and as many before them',
  },
  refunds: refundsIgnored,
  parts: [{ fact: 'returners', numerator: 'countIf(returned)', denominator: 'count()' }],
};

export const recommendationRate: Measure = {
  code: 'recommendation-rate',
  label: { zh: '推荐率', en: 'Recommendation rate' },
  definition: {
    zh: '通过自己发起的拼团、分享或推荐在本期带来至少一位其他支付客户的客户，除以本期支付买家数；推荐人不必在本期购买，因此可以大于 1。按渠道、类目与省份时，分子按被带来的订单。',
    en: 'Customers whose group buy, share or referral brought at least one other buyer in the period, divided by the buyers of the period. They need not have bought in it, so it can exceed 1. By channel, category or province, the numerator is split by the order they brought.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '带来买家的客户', en: 'Customers who brought a buyer' },
  denominator: { zh: '支付买家数', en: 'Buyers' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [
    { fact: 'recommenders', numerator: 'count()' },
    { fact: 'buyers', denominator: 'count()' },
  ],
};

export const crossSellRevenue: Measure = {
  code: 'cross-sell-revenue',
  label: { zh: '交叉销售收入', en: 'Cross-sell revenue' },
  definition: {
    zh: '客户首次购买某商品时，同时或此前已购买过其他一级类目，则该商品在本期的净明细金额计入；无类目商品与游客不计。',
    en: 'Line amounts, less refunded lines, of products which the customer first bought together with or after another root category; products without a category and guests are left out.',
  },
  unit: 'money',
  kind: 'total',
  better: 'up',
  numerator: { zh: '交叉购买商品的净明细金额', en: 'Net line amounts of cross-sold products' },
  window: {
    zh: '金额为本期；首购从有史以来算起',
    en: 'Money of the period; first purchases from the beginning of time',
  },
  refunds: refundsOnTheirDay,
  parts: [{ fact: 'cross-sales', numerator: 'sum(cross_sold)' }],
};
