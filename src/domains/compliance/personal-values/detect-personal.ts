/**
 * Which values name somebody, whatever the property they stand in is called. Conservative: what looks like one is
 * taken for one. A person's name cannot be told from other words: only the property's name gives it away.
 */

export type PersonalKind = 'e-mail' | 'phone' | 'id-number' | 'bank-card' | 'wechat-id' | 'address';

const EMAIL = /[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[^\s@<>"',;:().]{2,}/;

/** Mobile numbers of the mainland, with or without +86 and separators; a longer run of digits is no phone. */
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)/;
const LANDLINE = /(?<!\d)\(?0\d{2,3}\)?[-\s]\d{7,8}(?!\d)/;
/** E.164: a plus and 8 to 15 digits. */
const INTERNATIONAL = /\+\d(?:[-\s()]{0,2}\d){7,14}(?!\d)/;

/** 18 places with a plausible date of birth. No checksum is asked: a mistyped number still points at somebody. */
const ID_NUMBER =
  /(?<!\d)[1-9]\d{5}[-\s]?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-\s]?\d{3}[\dXx](?![\dA-Za-z])/;

/** 15 to 19 digits (ISO/IEC 7812), in groups or not, that begin as cards do. */
const CARD = /(?<!\d)(?:62|60|81|9\d|4\d|5[1-5]|2[2-7]|3[457])(?:[-\s]?\d){13,17}(?!\d)/g;

const WECHAT_ID = /\bwxid_[a-z0-9]{6,}/i;

/** A place of the administration, then a road or an estate, then a number of a house: 杭州市西湖区文三路 12 号. */
const ADDRESS =
  /[省市区县镇乡旗][^,;，；\n]{0,40}?(?:路|街|道|巷|弄|胡同|村|小区|苑|花园|新城|大厦|广场)[^,;，；\n]{0,20}?\d+\s*(?:号|栋|幢|座|单元|室|楼|弄)/;

const KINDS: readonly (readonly [PersonalKind, (text: string) => boolean])[] = [
  ['e-mail', (text) => text.includes('@') && EMAIL.test(text)],
  ['id-number', (text) => ID_NUMBER.test(text)],
  ['phone', (text) => MOBILE.test(text) || LANDLINE.test(text) || INTERNATIONAL.test(text)],
  ['bank-card', (text) => (text.match(CARD) ?? []).some(isCardNumber)],
  ['wechat-id', (text) => WECHAT_ID.test(text)],
  ['address', (text) => ADDRESS.test(text)],
];

/**
 * Whether it is worth looking closer: every kind has an @, wxid_, eight digits near each other, or a place with a
 * number. Most words have none of them, and imports ask about millions.
 */
const SUSPICIOUS = /[@＠]|wxid_|(?:[\d０-９][^\d０-９]{0,3}){8}|[省市区县镇乡旗].*[\d０-９]/i;

/** Ids of messages have eight digits near each other as phones do, and nothing to be normalized. */
const ASCII = /^[ -~]*$/;

/** What kind of personal value the text is or holds; full-width characters are read as their half-width twins. */
export function personalKindOf(text: string): PersonalKind | undefined {
  if (!SUSPICIOUS.test(text)) return undefined;
  const plain = ASCII.test(text) ? text : text.normalize('NFKC');
  return KINDS.find(([, holds]) => holds(plain))?.[0];
}

/** Luhn's check digit, which one number in ten passes by chance. */
function isCardNumber(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const doubled = digit * 2;
    return total + (place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
