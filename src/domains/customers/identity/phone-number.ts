/** Why a text is no phone to know somebody by. */
export type NoPhone = 'masked' | 'virtual' | 'not-a-phone';

/** What platforms put between a virtual number and its extension: -1234, 转1234, ext 12, #12, ",12", x12, _1234. */
const EXTENSION = /(?:转|轉|分机|ext\.?|[#,;x_])\s*\d{1,8}$/i;
const MOBILE_EXTENSION = /^(?:\+?86|0086)?[\s-]*1[3-9]\d{9}\s*[-\s]\s*\d{1,6}$/;
const LANDLINE_EXTENSION = /^(?:\+?86[\s-]?|0086[\s-]?)?0?\d{2,3}-\d{7,8}-\d{1,6}$/;

/**
 * One spelling per phone: '+' and digits where the country is known (a Chinese mobile or area code tells it), else the
 * digits as given. A number with an extension is a platform's virtual number (隐私号): it is lent to another buyer
 * tomorrow, so it is nobody's identity. A masked one names thousands.
 */
export function normalizePhone(raw: string): { readonly phone: string } | { readonly no: NoPhone } {
  const text = raw.normalize('NFKC').trim();
  if (text.includes('*')) return { no: 'masked' };
  if ([EXTENSION, MOBILE_EXTENSION, LANDLINE_EXTENSION].some((it) => it.test(text))) return { no: 'virtual' };
  if (!/^\+?[\d\s().-]+$/.test(text)) return { no: 'not-a-phone' };
  const international = /^(\+|00)/.test(text);
  const digits = text.replace(/\D/g, '');
  return plainPhone(international ? digits.replace(/^00/, '') : digits, international);
}

/** 0000000 and 1111111 are what forms are filled with; 15 digits is the longest number there is (E.164). */
function plainPhone(digits: string, international: boolean): { phone: string } | { no: NoPhone } {
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return { no: 'not-a-phone' };
  if (/^(86)?1[3-9]\d{9}$/.test(digits)) return { phone: `+86${digits.slice(-11)}` };
  if (international) return { phone: `+${digits}` };
  if (/^0\d{9,11}$/.test(digits)) return { phone: `+86${digits.slice(1)}` };
  return { phone: digits };
}

/** The last four digits, by which service staff look people up. */
export const lastFour = (phone: string): string => phone.slice(-4);
