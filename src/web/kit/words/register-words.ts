import i18next, { type TOptions } from 'i18next';
import { useTranslation } from 'react-i18next';
import './language.ts';

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
  return () => useTranslation(namespace).t as Say<Key<keyof T & string>>;
}
