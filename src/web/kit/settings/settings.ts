import { watched } from '../../client/watchers.ts';
import { sendSetting } from './send-settings.ts';
import { copyOf, copyUnder } from './settings-copy.ts';
import { type Settings, standingOf } from './settings-rules.ts';

/**
 * What one member of staff likes in a shop. The server keeps it, so that it follows them to another browser; this
 * browser has a copy, so that a screen need not wait for it.
 */
const byShop = watched<Readonly<Record<string, Settings>>>({});

/** Chosen on this page since it opened. */
const chosen: Record<string, Settings> = {};

export const watchSettings = byShop.watch;

const copies: Record<string, Settings> = {};

/** No shop: what is chosen here stays in this browser. */
export const NOWHERE = '';

/** The settings in a shop as they stand. */
export function settingsOf(shop: string): Settings {
  copies[shop] ??= copyOf(shop);
  return byShop.get()[shop] ?? copies[shop];
}

function put(shop: string, settings: Settings): void {
  localStorage.setItem(copyUnder(shop), JSON.stringify(settings));
  byShop.set({ ...byShop.get(), [shop]: settings });
}

/** Takes over what the server keeps; answers what stands. */
export function adoptSettings(shop: string, server: Settings): Settings {
  const standing = standingOf(server, chosen[shop] ?? {});
  put(shop, standing);
  return standing;
}

/** Keeps one: here at once, on the server as soon as it answers. */
export function keepSetting(shop: string, name: string, value: unknown): void {
  chosen[shop] = { ...chosen[shop], [name]: value };
  put(shop, { ...settingsOf(shop), [name]: value });
  if (shop !== NOWHERE) sendSetting({ shop, name, value });
}

/** Whoever signs in next at this browser finds nothing of whoever was here before. */
export function forgetSettings(): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(copyUnder(''))) localStorage.removeItem(key);
  for (const shop of Object.keys(chosen)) delete chosen[shop];
  for (const shop of Object.keys(copies)) delete copies[shop];
  byShop.set({});
}
