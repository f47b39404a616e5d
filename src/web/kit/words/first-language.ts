export const languages = ['zh-CN', 'en-US'] as const;
export type Language = (typeof languages)[number];

/** What this browser chose before; else Chinese, unless its first language is English. */
export function firstLanguage(stored: string | null, preferred: readonly string[]): Language {
  const known = languages.find((it) => it === stored);
  if (known !== undefined) return known;
  return preferred[0]?.toLowerCase().startsWith('en') ? 'en-US' : 'zh-CN';
}
