import { setWish, type Wish, wishes } from '../theme/theme.tsx';
import { type Language, languages, setLanguage } from '../words/language.ts';
import { forgetWaiting } from './send-settings.ts';
import { adoptSettings, forgetSettings, keepSetting } from './settings.ts';
import type { Settings } from './settings-rules.ts';

/** Shops of who is signed in: language and appearance are the person's, so they are kept in each. */
let mine: readonly string[] = [];
let whose: string | undefined;

/** Who is signed in. Of whoever was here before, and whose session may just have run out, nothing stays. */
export function keepFor({ email, shops }: { email: string; shops: readonly { slug: string }[] }): void {
  if (whose !== undefined && whose !== email) forgetPerson();
  whose = email;
  mine = shops.map(({ slug }) => slug);
}

/** Nothing of them is shown to, or sent as, whoever signs in next. */
export function forgetPerson(): void {
  whose = undefined;
  mine = [];
  forgetWaiting();
  forgetSettings();
}

export function chooseLanguage(next: Language): void {
  setLanguage(next);
  for (const shop of mine) keepSetting(shop, 'language', next);
}

export function chooseWish(next: Wish): void {
  setWish(next);
  for (const shop of mine) keepSetting(shop, 'theme', next);
}

/** The server's word on a shop's settings: what it says of language and appearance holds at once. */
export function takeOver(shop: string, server: Settings): void {
  const standing = adoptSettings(shop, server);
  const language = languages.find((it) => it === standing.language);
  const wish = wishes.find((it) => it === standing.theme);
  if (language !== undefined) setLanguage(language);
  if (wish !== undefined) setWish(wish);
}
