import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { watched } from '../../client/watchers.ts';
import { firstLanguage, type Language, languages } from './first-language.ts';

export { type Language, languages };

/** Of this browser; what the person chose in a shop comes with the shop's desk (settings/personal.ts). */
const storedUnder = 'shuke.language';

const language = watched<Language>(
  firstLanguage(localStorage.getItem(storedUnder), navigator.languages ?? [navigator.language]),
);

export const useLanguage = (): Language => useSyncExternalStore(language.watch, language.get);

/** Everything on screen changes at once; nothing is loaded, both languages of a page come with it. */
export function setLanguage(next: Language): void {
  localStorage.setItem(storedUnder, next);
  language.set(next);
  document.documentElement.lang = next;
  void i18next.changeLanguage(next);
}

/** The sentence of the server's {zh, en} for the reader. */
export const textIn = (text: { zh: string; en: string }, reader: Language): string =>
  reader === 'zh-CN' ? text.zh : text.en;

/** `textIn` for the reader of this page. */
export function useText(): (text: { zh: string; en: string }) => string {
  const reader = useLanguage();
  return (text) => textIn(text, reader);
}

document.documentElement.lang = language.get();
void i18next.init({
  lng: language.get(),
  resources: {},
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  returnNull: false,
  keySeparator: false,
  nsSeparator: false,
});
