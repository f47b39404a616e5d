import { roleNames } from '../../kit/role-names.ts';
import type { Language } from '../../kit/words/language.ts';
import { detailNames, subjectNames, valueNames } from './detail-names.ts';

type Names = Readonly<Record<string, readonly [zh: string, en: string]>>;

const nameIn = (names: Names, code: string, language: Language): string =>
  (Object.hasOwn(names, code) ? names[code]![language === 'zh-CN' ? 0 : 1] : undefined) ?? code;

/** Details of an entry in one line, `Role: Marketer · Rows: 12`; what has parts of its own as it was written. Pure. */
export const sayDetails = (details: Readonly<Record<string, unknown>>, language: Language): string =>
  Object.entries(details)
    .map(([name, value]) => `${nameIn(detailNames, name, language)}: ${say(name, value, language)}`)
    .join(' · ');

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object';

function say(name: string, value: unknown, language: Language): string {
  if (isPlain(value)) return sayPlain(name, String(value), language);
  if (!Array.isArray(value) || !value.every(isPlain)) return JSON.stringify(value);
  return value.map((it) => sayPlain(name, String(it), language)).join(', ');
}

/** What staff wrote themselves, a tag or a name, is never taken for a code. */
function sayPlain(name: string, value: string, language: Language): string {
  if (name === 'tag' || name === 'name') return value;
  if (name === 'role' && Object.hasOwn(roleNames, value)) {
    const { zh, en } = roleNames[value as keyof typeof roleNames];
    return language === 'zh-CN' ? zh : en;
  }
  return nameIn(valueNames, value, language);
}

/** `segment:3` as `Segment 3`; of a long id its beginning tells it from its neighbours. Pure. */
export function saySubject(subject: string, language: Language): string {
  const [, noun = '', id = ''] = /^([a-z-]+)(?::(.+))?$/.exec(subject) ?? [];
  if (!Object.hasOwn(subjectNames, noun)) return subject;
  const short = id.replace(/^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f-]{22}$/, '$1…');
  return `${nameIn(subjectNames, noun, language)} ${short}`.trimEnd();
}
