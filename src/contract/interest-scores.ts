import type { ScoreKind } from './score-kind.ts';

const named = (code: 'category' | 'brand' | 'channel', zh: string, en: string): ScoreKind => ({
  ...{ code: `interest-${code}`, model: 'interests', unit: 'word', better: 'neither' },
  label: { zh: `最喜欢的${zh}`, en: `${en} liked most` },
  definition: {
    zh: `随时间衰减的兴趣分最高的${zh}；数值是它占全部${zh}兴趣的比例`,
    en: `The ${en.toLowerCase()} of the greatest decayed interest; the value is its share of all interest by ${en.toLowerCase()}`,
  },
});

/** What each customer likes most, by dimension. */
export const interestScores: readonly ScoreKind[] = [
  named('category', '类目', 'Category'),
  named('brand', '品牌', 'Brand'),
  named('channel', '渠道', 'Channel'),
  {
    ...{ code: 'interest-price-band', model: 'interests', unit: 'band', better: 'neither' },
    label: { zh: '偏好价格带', en: 'Price band liked most' },
    definition: {
      zh: '随时间衰减的兴趣分最高的价格带；价格带按截至日售出单价的五等分',
      en: 'The price band of the greatest decayed interest; bands are fifths of the unit prices sold by the day',
    },
    bands: [1, 2, 3, 4, 5].map((value) => ({
      value,
      label: {
        zh: ['最便宜', '较便宜', '中间', '较贵', '最贵'][value - 1]!,
        en: ['cheapest fifth', 'second', 'middle', 'fourth', 'dearest fifth'][value - 1]!,
      },
    })),
  },
  {
    ...{ code: 'interest-hour', model: 'interests', unit: 'number', better: 'neither' },
    label: { zh: '最活跃时段 (点)', en: 'Hour of most interest' },
    definition: {
      zh: '随时间衰减的兴趣分最高的小时，0 到 23，店铺时区',
      en: "The hour of the greatest decayed interest, 0 to 23 in the shop's zone",
    },
  },
];
