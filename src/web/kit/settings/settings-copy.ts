import { readCopy, type Settings } from './settings-rules.ts';

/** Where this browser keeps its copy of the settings in a shop. */
export const copyUnder = (shop: string): string => `shuke.settings.${shop}`;

/** What this browser knows of them before the server has said it. */
export const copyOf = (shop: string): Settings => readCopy(localStorage.getItem(copyUnder(shop)));
