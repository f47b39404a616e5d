import type { BenefitKind } from './benefit-kind.ts';

/** A member price of some days (price-rules.ts). */
export const limitedOffer: BenefitKind<'limited-offer'> = {
  kind: 'limited-offer',
  label: { zh: '限时优惠', en: 'Limited-time offer' },
  sentence: ({ name, percent, category, from, until }) => ({
    zh: `限时优惠「${name.zh}」：${from} 至 ${until}，${category.join(' / ') || '全部商品'}按标价 ${percent}%`,
    en: `limited-time offer "${name.en}": ${from} to ${until}, ${percent}% of the list price of ${category.join(' / ') || 'everything'}`,
  }),
  /** Sales spread over the year. */
  yearly: ({ percent, from, until }, { salesMinor }) =>
    (((salesMinor * (100 - percent)) / 100) * Math.min(365, daysOf(from, until))) / 365,
};

const daysOf = (from: string, until: string): number =>
  (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;
