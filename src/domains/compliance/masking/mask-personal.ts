import type { Masking } from '../../../contract/auth.ts';
import type { TraitMask } from '../../../contract/dictionary.ts';

/** What is shown where even the shape of a value is not to be seen. */
export const HIDDEN = '***';

const stars = (count: number) => '*'.repeat(Math.max(0, count));

/** 王*明, 王*, 欧**娜; a name of several words word by word: J*** S***. */
function maskName(name: string): string {
  if (name.trim() === '') return HIDDEN;
  const words = name.trim().split(/\s+/);
  if (words.length > 1 || /^[\p{Script=Latin}'.-]+$/u.test(name.trim()))
    return words.map((word) => `${[...word][0] ?? ''}***`).join(' ');
  const letters = [...name.trim()];
  if (letters.length <= 1) return '*';
  if (letters.length === 2) return `${letters[0]}*`;
  return `${letters[0]}${stars(letters.length - 2)}${letters.at(-1)}`;
}

/** 138****5678; of other numbers the last four digits at most, and never more than half. */
function maskPhone(phone: string): string {
  const plain = phone.replace(/[\s().-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(plain)) return `${plain.slice(0, 3)}****${plain.slice(-4)}`;
  const digits = plain.replace(/\D/g, '');
  const shown = Math.min(4, Math.floor(digits.length / 2));
  return `${stars(digits.length - shown)}${digits.slice(digits.length - shown)}` || HIDDEN;
}

/** w***@example.com: the provider tells no one from another, the name before it does. */
function maskEMail(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? HIDDEN : `${[...address][0]}***${address.slice(at)}`;
}

/** Province, city and district stay, which the shop knows from the order anyway; street and house go. */
const DIVISIONS =
  /^(?:中国)?(?:[^\s省市区县盟旗]{1,10}(?:省|自治区|特别行政区))?\s*(?:[^\s市区县盟旗]{1,10}(?:市|自治州|地区|盟))?\s*(?:[^\s区县旗市小社园]{1,10}(?:区|县|旗|市))?/;

function maskAddress(address: string): string {
  return `${DIVISIONS.exec(address.trim())?.[0].trim() ?? ''}****`;
}

/** First three and last two places of 15 or 18: the date of birth in the middle goes. */
const maskIdNumber = (id: string): string =>
  id.length < 10 ? HIDDEN : `${id.slice(0, 3)}${stars(id.length - 5)}${id.slice(-2)}`;

/** The year tells an age, a day would tell the person: 1990-**-**. */
const maskDay = (day: string): string => (/^\d{4}-/.test(day) ? `${day.slice(0, 4)}-**-**` : HIDDEN);

/** Account names and open ids: enough of both ends to tell two apart. */
function maskAccount(account: string): string {
  const letters = [...account];
  if (letters.length <= 4) return HIDDEN;
  const shown = letters.length < 10 ? 1 : 2;
  return `${letters.slice(0, shown).join('')}***${letters.slice(-shown).join('')}`;
}

/** The first character: enough to tell what kind of thing it is. */
function maskText(text: string): string {
  const letters = [...text.trim()];
  return letters.length < 3 ? HIDDEN : `${letters[0]}***`;
}

const masks: Readonly<Record<TraitMask, (value: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  'e-mail': maskEMail,
  address: maskAddress,
  'id-number': maskIdNumber,
  day: maskDay,
  account: maskAccount,
  text: maskText,
  all: () => HIDDEN,
};

/** A personal value as somebody may see it who may not see it in clear. A platform's own masking stays as it is. */
export function maskPersonal(mask: TraitMask, value: string, masking: Masking): string {
  if (masking === 'hidden') return HIDDEN;
  return value.includes('**') ? value : masks[mask](value);
}
