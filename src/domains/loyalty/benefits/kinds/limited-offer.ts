import type { BenefitKind } from './benefit-kind.ts';

/** A member price of some days (price-rules.ts). */
export const limitedOffer: BenefitKind<'limited-offer'> = {
  kind: 'limited-offer',
  label: { zh: '限时优惠', en: 'Limited-time offer' },
  sentence: ({ name, percent, category, from, until }) => ({
    zh: `限时优惠「${name.zh}」：${from} 至 ${until}，${category.join(' / ') || '全部商品'}按标价 ${percent}%`,
    en: `limited-time offer "${name.en}": ${from} to ${until}, ${percent}% of the list price of ${category.join(' / ') || 'everything'}`,
  }),
};
