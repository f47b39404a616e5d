import { type BenefitKind, sayGift } from './benefit-kind.ts';

/** Once a year, whatever becomes of the birthday on record (grant-birthdays.ts). */
export const birthdayGift: BenefitKind<'birthday-gift'> = {
  kind: 'birthday-gift',
  label: { zh: '生日礼', en: 'Birthday gift' },
  sentence: ({ gift }) => ({ zh: `生日礼：${sayGift(gift).zh}`, en: `birthday gift: ${sayGift(gift).en}` }),
  yearly: ({ gift }, { customers, giftMinor }) => customers * giftMinor(gift),
  gift: { on: 'birthday', of: ({ gift }) => gift },
};
