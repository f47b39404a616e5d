import { type BenefitKind, sayGift } from './benefit-kind.ts';

/** For a tier that was earned, once for each; not when a change of rules or a merge brought it. */
export const upgradeGift: BenefitKind<'upgrade-gift'> = {
  kind: 'upgrade-gift',
  label: { zh: '升级礼', en: 'Upgrade gift' },
  sentence: ({ gift }) => ({ zh: `升级礼：${sayGift(gift).zh}`, en: `upgrade gift: ${sayGift(gift).en}` }),
  gift: { on: 'upgrade', of: ({ gift }) => gift },
};
