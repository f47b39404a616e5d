import { createContext, use, useSyncExternalStore } from 'react';
import { keepSetting, NOWHERE, settingsOf, watchSettings } from './settings.ts';

/** Where settings are kept: the shop of the frame, and whether the server's word has come. */
export interface Desk {
  readonly shop: string;
  readonly hasCome: boolean;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

/** A setting of who is signed in, as it was kept (undefined: never), and how to keep another. */
export function useSetting(name: string): [unknown, (value: unknown) => void] {
  const shop = use(DeskContext)?.shop ?? NOWHERE;
  const value = useSyncExternalStore(watchSettings, () => settingsOf(shop)[name]);
  return [value, (next) => keepSetting(shop, name, next)];
}

/** Whether the server has said what was kept: what is shown once must not be shown again meanwhile. */
export const useHasDesk = (): boolean => use(DeskContext)?.hasCome ?? false;
