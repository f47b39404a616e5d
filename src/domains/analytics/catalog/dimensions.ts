import { type ScoreBandCode, scoreBands } from '../../../contract/score-bands.ts';
import { findScoreKind } from '../../../contract/score-kinds.ts';
import type { Text } from '../../../platform/errors.ts';

/** One way to split a measure. */
export interface Dimension {
  readonly code: string;
  readonly label: Text;
  /** What a value of it is, and whose. */
  readonly definition: Text;
}

const dimensionList = [
  {
    code: 'channel',
    label: { zh: '渠道', en: 'Channel' },
    definition: {
      zh: '订单、退款、获客投入、行为所在的渠道；客户数按首次触点的渠道，没有则按其首个订单 (不论是否支付) 的渠道，再没有则按首个行为的渠道；新客按首笔支付订单的渠道。',
      en: 'Channel of the order, refund, spend or event itself; for customers, the channel of their first touch that names one, else of their first order (paid or not), else of their first event; for new customers, that of their first paid order.',
    },
  },
  {
    code: 'category',
    label: { zh: '一级类目', en: 'Category' },
    definition: {
      zh: '商品一级类目，按订单明细计：金额取明细金额；一单含多个类目时，在每个类目各计一单。运费、整单优惠、无明细的退款与无类目商品归入空值，因此各类目金额之和等于总额。客户数按截至期末支付过的类目，每个类目各计一次；未支付过任何有类目的商品者为空值。',
      en: 'Root category of the product, by order lines: money is that of the lines, and an order counts once in each of its categories. Shipping, discounts on the whole order, refunds without lines and products without a category are in the empty value, so that money over all categories adds up to the whole. For customers, every category they ever paid for by the end of the period, once in each; empty for those who paid for none.',
    },
  },
  {
    code: 'province',
    label: { zh: '省份', en: 'Province' },
    definition: {
      zh: '订单收货省份；客户数与活跃客户按客户属性中的省份 (多个身份以最近出现者为准)，没有则按其最近一笔有省份的订单 (不论是否支付)。',
      en: 'Province the order went to; for customers and active customers, the province that is a trait of theirs (of several persons the one seen last speaks), else that of their latest order that has one, paid or not.',
    },
  },
  {
    code: 'tier',
    label: { zh: '会员等级', en: 'Tier' },
    definition: {
      zh: '客户现在的会员等级 (不是当时的)；无等级与游客为空。',
      en: 'The tier the customer holds now, not then; empty without one, and for guests.',
    },
  },
  {
    code: 'new-returning',
    label: { zh: '新老客', en: 'New or returning' },
    definition: {
      zh: 'new：首笔支付订单在本期；returning：在本期之前；none：到本期末还没有支付订单；guest：未识别的买家。',
      en: "new: the customer's first paid order lies in this period; returning: before it; none: no paid order by its end; guest: nobody known.",
    },
  },
  {
    code: 'first-touch',
    label: { zh: '首次触点来源', en: 'First touch' },
    definition: {
      zh: '客户最早一次触点的来源 (source)；未知与游客为空。',
      en: "Source of the customer's earliest touch; empty when unknown, and for guests.",
    },
  },
] as const satisfies readonly Dimension[];

export type DimensionCode = (typeof dimensionList)[number]['code'];

const crossedList = [
  {
    code: 'product',
    label: { zh: '商品', en: 'Product' },
    definition: {
      zh: '订单明细中的商品；各渠道已对应为同一商品的算一个。金额与订单数的算法同一级类目。',
      en: 'Product of the order lines; one that is mapped across channels is one. Money and orders count as by category.',
    },
  },
  {
    code: 'city',
    label: { zh: '城市', en: 'City' },
    definition: {
      zh: '订单收货城市；退款、行为与明细不含城市，因此只有按订单计的指标可用。',
      en: 'City the order went to. Refunds, events and lines have none, so only measures counted from orders can be split by it.',
    },
  },
  {
    code: 'rfm-group',
    label: { zh: 'RFM 分组', en: 'RFM group' },
    definition: {
      zh: '客户在所查区间最后一天的 RFM 分组 (不是当时的)；没有支付订单的客户与游客为空。',
      en: 'The RFM group of the customer as of the last day asked for, not then; empty for those without a paid order, and for guests.',
    },
  },
] as const satisfies readonly Dimension[];

/** Bands of what models say of a customer. */
const scoredList = scoreBands.map(({ code, score, label }): Dimension & { readonly code: ScoreBandCode } => {
  const { definition } = findScoreKind(score)!;
  return {
    ...{ code, label },
    definition: {
      zh: `${definition.zh}；截至所查区间最后一天 (不是当时的)，未评分、反对画像的客户与游客为空。`,
      en: `${definition.en}; as of the last day asked for, not then; empty for who has no score or objected to profiling, and for guests.`,
    },
  };
});

/** What rows can be split by or narrowed to: the dimensions of every measure, and those of some. */
export type SplitCode = DimensionCode | (typeof crossedList)[number]['code'] | ScoreBandCode;

/** Every dimension, in the order screens show them. Every measure can be split by each. */
export const dimensions: readonly (Dimension & { readonly code: DimensionCode })[] = dimensionList;

/** Every dimension of a free question: those above, and those that not every measure can be split by. */
export const splitDimensions: readonly (Dimension & { readonly code: SplitCode })[] = [
  ...dimensionList,
  ...crossedList,
  ...scoredList,
];
