import type { ScoreKind } from './score-kind.ts';

const interval = {
  zh: '概率本身的 95% 区间 (来自参数的误差，不含运气)',
  en: 'The 95% interval of the probability itself: of what the parameters are not sure of, luck apart',
};

/** Scores of the next purchase. */
export const nextPurchaseScores: readonly ScoreKind[] = [
  {
    ...{ code: 'buys-7-days', model: 'next-purchase', unit: 'share', better: 'high', interval },
    label: { zh: '7 天内购买概率', en: 'Buys within 7 days' },
    definition: {
      zh: '截至日之后 7 天内至少购买一次的概率',
      en: 'Probability of a purchase in the 7 days behind the day as of',
    },
  },
  {
    ...{ code: 'buys-30-days', model: 'next-purchase', unit: 'share', better: 'high', interval },
    label: { zh: '30 天内购买概率', en: 'Buys within 30 days' },
    definition: {
      zh: '截至日之后 30 天内至少购买一次的概率',
      en: 'Probability of a purchase in the 30 days behind the day as of',
    },
  },
  {
    ...{ code: 'next-purchase-days', model: 'next-purchase', unit: 'days', better: 'low' },
    label: { zh: '距下次购买天数', en: 'Days to the next purchase' },
    definition: {
      zh: '如果在观察期 (90 天，数据短则更短) 内购买：截至日之后多少天以前买的可能是一半',
      en: 'If they buy within the window (90 days, less where the past is short): days behind the day as of by which half of such customers have bought',
    },
    interval: {
      zh: '在观察期内购买的话，十次有八次落在其间',
      en: 'Of purchases within the window, eight of ten lie between',
    },
  },
];
