import type { Text } from '../../../platform/errors.ts';
import { inThePeriod, type Measure, noRefunds, refundsIgnored } from './measure.ts';

/** How spend, which knows only channel, campaign and day, is split along what belongs to customers. */
const spendShared: Text = {
  zh: '获客投入只有渠道、计划与日期：按渠道以外的维度时，每个渠道与计划在本期的投入 (金额、展现、点击) 由首单在该渠道、首次触点为该计划的新客均摊；没有这样的新客时，由本期首单在该渠道的全部新客均摊 (按类目时，首单的每个类目各算一份)；该渠道本期没有新客时归入空值。按整数分摊，各值之和等于总数。',
  en: 'Spend knows only channel, campaign and day. By any dimension but channel, what a campaign spent in a channel in the period (amount, impressions, clicks) is shared equally by the new customers whose first paid order was in that channel and whose first touch named that campaign; without any, by all new customers of that channel and period (by category, a share for each category of the first order); without those, it is in the empty value. Shares are whole units and add up to the whole.',
};

const withSharing = (text: Text): Text => ({
  zh: `${text.zh}${spendShared.zh}`,
  en: `${text.en} ${spendShared.en}`,
});

export const refundRate: Measure = {
  code: 'refund-rate',
  label: { zh: '退款率', en: 'Refund rate' },
  definition: {
    zh: '本期退款金额除以本期成交总额 (金额退款率)。退款按退款日，成交按支付日，因此可以大于 1。',
    en: 'Refunds of the period divided by GMV of the period, in money. Refunds by their own day, GMV by day of payment, so it can exceed 1.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'down',
  dividesMoney: true,
  numerator: { zh: '退款金额', en: 'Refunds' },
  denominator: { zh: '成交总额', en: 'GMV' },
  window: inThePeriod,
  refunds: { zh: '分子即退款，计在退款当天', en: 'They are the numerator, on their own day' },
  parts: [
    { fact: 'orders', denominator: 'sum(paid)' },
    { fact: 'refunds', numerator: 'sum(refunded)' },
  ],
};

export const discountRate: Measure = {
  code: 'discount-rate',
  label: { zh: '折扣率', en: 'Discount rate' },
  definition: {
    zh: '支付订单的优惠金额除以商品原价总额。',
    en: 'Discounts of paid orders divided by their goods at list price.',
  },
  unit: 'ratio',
  kind: 'ratio',
  better: 'down',
  dividesMoney: true,
  numerator: { zh: '优惠金额', en: 'Discounts' },
  denominator: { zh: '商品原价总额', en: 'Goods at list price' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [{ fact: 'orders', numerator: 'sum(discount)', denominator: 'sum(goods)' }],
};

export const cac: Measure = {
  code: 'cac',
  label: { zh: '获客成本', en: 'Customer acquisition cost' },
  definition: withSharing({
    zh: '本期获客投入金额除以本期新客数；分渠道时新客按首单渠道。',
    en: 'Acquisition spend of the period divided by its new customers; by channel, these are of the channel of their first paid order.',
  }),
  unit: 'money',
  kind: 'ratio',
  better: 'down',
  numerator: { zh: '获客投入金额', en: 'Acquisition spend' },
  denominator: { zh: '新客数', en: 'New customers' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [
    { fact: 'spend', numerator: 'sum(spent)' },
    { fact: 'new-customers', denominator: 'count()' },
  ],
};

export const clickRate: Measure = {
  code: 'click-rate',
  label: { zh: '点击率', en: 'Click rate' },
  definition: withSharing({
    zh: '获客投入的点击数除以展现数。',
    en: 'Clicks of acquisition spend divided by its impressions.',
  }),
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '点击数', en: 'Clicks' },
  denominator: { zh: '展现数', en: 'Impressions' },
  window: inThePeriod,
  refunds: noRefunds,
  parts: [{ fact: 'spend', numerator: 'sum(clicks)', denominator: 'sum(impressions)' }],
};

export const conversionRate: Measure = {
  code: 'conversion-rate',
  label: { zh: '转化率', en: 'Conversion rate' },
  definition: withSharing({
    zh: '本期新客数除以获客投入的点击数 (点击到新客)；并非获客投入带来的新客也在分子中。',
    en: 'New customers of the period divided by clicks of acquisition spend (click to customer); new customers that no spend brought are in it too.',
  }),
  unit: 'ratio',
  kind: 'ratio',
  better: 'up',
  numerator: { zh: '新客数', en: 'New customers' },
  denominator: { zh: '点击数', en: 'Clicks' },
  window: inThePeriod,
  refunds: refundsIgnored,
  parts: [
    { fact: 'new-customers', numerator: 'count()' },
    { fact: 'spend', denominator: 'sum(clicks)' },
  ],
};
