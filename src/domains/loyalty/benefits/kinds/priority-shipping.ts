import type { BenefitKind } from './benefit-kind.ts';

/** Orders of the tier carry the mark in exports. */
export const priorityShipping: BenefitKind<'priority-shipping'> = {
  kind: 'priority-shipping',
  label: { zh: '优先发货', en: 'Priority shipping' },
  sentence: () => ({ zh: '优先发货', en: 'priority shipping' }),
  yearly: ({ cost_minor: cost }, { orders }) => cost && orders * cost,
  sending: ({ cost_minor: cost = 0 }) => cost,
};
