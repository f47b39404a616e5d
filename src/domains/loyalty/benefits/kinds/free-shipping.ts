import type { BenefitKind } from './benefit-kind.ts';

/** Told to the checkout. */
export const freeShipping: BenefitKind<'free-shipping'> = {
  kind: 'free-shipping',
  label: { zh: '包邮', en: 'Free shipping' },
  sentence: ({ from_minor: from }, money) =>
    from === 0
      ? { zh: '包邮', en: 'free shipping' }
      : { zh: `满 ${money(from)} 包邮`, en: `free shipping from ${money(from)}` },
};
