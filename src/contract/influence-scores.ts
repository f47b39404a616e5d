import type { ScoreKind } from './score-kind.ts';

/** Scores of the social graph: whom somebody brought, and with whom they belong. */
export const influenceScores: readonly ScoreKind[] = [
  {
    ...{ code: 'influence-reach', model: 'social', unit: 'count', better: 'high' },
    label: { zh: '影响人数', en: 'Reach' },
    definition: {
      zh: '由本人带来的新客户，以及他们再带来的，层层相加；每位客户只算由一人带来 (最早一次社交关系的另一方)',
      en: 'New customers brought by ties of theirs, those brought by these, and so on; everybody counts as brought by one, the other end of the first tie they came by',
    },
  },
  {
    ...{ code: 'influence-conversions', model: 'social', unit: 'count', better: 'high' },
    label: { zh: '带来成交人数', en: 'Conversions caused' },
    definition: {
      zh: '由本人直接带来、并在时限内 (默认 30 天) 首次购买的新客户数',
      en: 'New customers brought by themselves who bought for the first time within the window, 30 days unless set',
    },
  },
  {
    ...{ code: 'influence-value', model: 'social', unit: 'money', better: 'high' },
    label: { zh: '带来的金额', en: 'Downstream value' },
    definition: {
      zh: '影响到的所有客户截至日的付款减退款，每位客户只计一次',
      en: 'What everybody reached paid by the day as of, less refunds; nobody counts twice',
    },
  },
  {
    ...{ code: 'community', model: 'social', unit: 'number', better: 'neither' },
    label: { zh: '社群编号', en: 'Community' },
    definition: {
      zh: '按社交关系划分的社群 (Louvain 方法)，编号是其中最小的客户编号；不足 3 人不算',
      en: "The community by ties (Louvain's method), by the number of its smallest member; fewer than 3 are none",
    },
  },
];
