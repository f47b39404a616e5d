import type { BenefitKind } from './benefit-kind.ts';

/** A price by a public rule that everybody of the tier has (price-rules.ts). */
export const memberPrice: BenefitKind<'member-price'> = {
  kind: 'member-price',
  label: { zh: '会员价', en: 'Member price' },
  sentence: ({ name, percent, category }) => ({
    zh: `会员价「${name.zh}」：${category.join(' / ') || '全部商品'}按标价 ${percent}%`,
    en: `member price "${name.en}": ${percent}% of the list price of ${category.join(' / ') || 'everything'}`,
  }),
  yearly: ({ percent }, { salesMinor }) => (salesMinor * (100 - percent)) / 100,
};
