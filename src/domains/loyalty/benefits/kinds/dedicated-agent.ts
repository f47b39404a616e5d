import type { BenefitKind } from './benefit-kind.ts';

/** Told to whoever routes service. */
export const dedicatedAgent: BenefitKind<'dedicated-agent'> = {
  kind: 'dedicated-agent',
  label: { zh: '专属客服', en: 'Dedicated agent' },
  sentence: () => ({ zh: '专属客服', en: 'a dedicated agent' }),
};
