import i18next, { type TOptions } from 'i18next';
import { type Language, useLanguage } from './language.ts';

/** `files_one` and `files_other` are both the key `files`: i18next picks by `count`. */
type Key<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

/** Says a key's sentence; `{{name}}` in it is filled from the values. */
export type Say<Keys extends string> = (key: Keys, values?: TOptions) => string;

/**
 * Gives a page its words, both languages at once, and answers the hook that says them. A key that is missing in one
 * language, or misspelt where it is used, does not compile; test/words.test.ts finds those nobody uses.
 */
export function registerWords<T extends Record<string, string>>(
  namespace: string,
  words: { readonly zh: T; readonly en: { [K in Key<keyof T & string>]?: string } & Record<string, string> },
): () => Say<Key<keyof T & string>> {
  i18next.addResourceBundle('zh-CN', namespace, words.zh);
  i18next.addResourceBundle('en-US', namespace, words.en);
  type Words = Say<Key<keyof T & string>>;
  const said = new Map<Language, Words>();
  // One function a language, made once: what is made of words can be kept as long as the language stays.
  const sayIn = (language: Language): Words => {
    const words = said.get(language) ?? (i18next.getFixedT(language, namespace) as Words);
    said.set(language, words);
    return words;
  };
  return () => sayIn(useLanguage());
}
