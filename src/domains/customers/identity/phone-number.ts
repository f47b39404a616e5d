/** Why a text is no phone to know somebody by. */
export type NoPhone = 'masked' | 'virtual' | 'not-a-phone';

/** What platforms and people write over letters and digits they hide; full-width stars are stars by then. */
export const MASKING_SIGN = /[*×•●∗⁎✱]/;

/** What platforms put between a virtual number and its extension: 转1234, ext 12, #12, ",12", x12, _1234, (分机1234). */
const EXTENSION = /(?:转|轉|分机号?|分機號?|ext(?:ension)?|[#,;x_])[\s.:]*\d{1,8}\s*\)?$/i;
const LANDLINE_EXTENSION =
  /^(?:\+?86[\s-]?|0086[\s-]?)?\(?0?\d{2,3}\)?[-\s]?\d{7,8}\s*(?:-|\()\s*\d{1,6}\)?$/;

/** Digits with what people put between them: blanks, dashes of any length, dots, brackets; a plus before all. */
const WRITTEN_AS_PHONE = /^[\s(]*\+?[\d\s\p{Pd}.·()]+$/u;

/**
 * One spelling per phone: '+' and digits where the country is known (a Chinese mobile or area code tells it), else the
 * digits as given. A number with an extension is a platform's virtual number (隐私号): it is lent to another buyer
 * tomorrow, so it is nobody's identity. A masked one names thousands.
 */
export function normalizePhone(raw: string): { readonly phone: string } | { readonly no: NoPhone } {
  const text = raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (MASKING_SIGN.test(text)) return { no: 'masked' };
  const called = dialled(text);
  if (hasExtension(called) || [EXTENSION, LANDLINE_EXTENSION].some((it) => it.test(text)))
    return { no: 'virtual' };
  return WRITTEN_AS_PHONE.test(text) ? plainPhone(called) : { no: 'not-a-phone' };
}

/** The digits of a text, from the country code on where it says that it has one. */
interface Dialled {
  readonly digits: string;
  readonly international: boolean;
}

/** Without +86, 0086, 86 and the 0 of long-distance calls where a Chinese mobile follows. */
function dialled(text: string): Dialled {
  const all = text.replace(/\D/g, '');
  const international = /^\D*\+/.test(text) || all.startsWith('00');
  const digits = international ? all.replace(/^00/, '') : all;
  const mobile = /^(?:86)?0?(1[3-9]\d{9,})$/.exec(digits)?.[1];
  const foreign = international && !digits.startsWith('86');
  return mobile === undefined || foreign
    ? { digits, international }
    : { digits: mobile, international: false };
}

/**
 * Whatever separates them: a Chinese mobile has 11 digits, so 12 and more that begin like one are a mobile and an
 * extension, and so is +1 with more than the 11 of North America. Area codes 010 and 02x go with 8 digits.
 */
function hasExtension({ digits, international }: Dialled): boolean {
  const tooLong = international ? /^1\d{11,}$/ : /^(?:1[3-9]\d{10,}|0(?:10|2\d)\d{9,}|0[3-9]\d{11,})$/;
  return tooLong.test(digits);
}

/** 0000000 and 1111111 are what forms are filled with; 15 digits is the longest number there is (E.164). */
function plainPhone({ digits, international }: Dialled): { phone: string } | { no: NoPhone } {
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return { no: 'not-a-phone' };
  if (international) return { phone: `+${digits.replace(/^860/, '86')}` };
  if (/^1[3-9]\d{9}$/.test(digits)) return { phone: `+86${digits}` };
  if (/^0\d{9,11}$/.test(digits)) return { phone: `+86${digits.slice(1)}` };
  return { phone: digits };
}

/** The last four digits, by which service staff look people up. */
export const lastFour = (phone: string): string => phone.slice(-4);
