import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { watched } from '../../client/watchers.ts';
import { useLanguage } from '../words/language.ts';
import { antdTheme, type Mode, styleOf, type Tokens, tokensOf, wantsStillness } from './tokens.ts';

export const wishes = ['system', 'light', 'dark'] as const;
export type Wish = (typeof wishes)[number];

const storedUnder = 'shuke.theme';
const stored = wishes.find((it) => it === localStorage.getItem(storedUnder)) ?? 'system';
const wish = watched<Wish>(stored);
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

const watchSystem = (listener: () => void) => {
  darkSystem.addEventListener('change', listener);
  return () => darkSystem.removeEventListener('change', listener);
};

export const useWish = (): Wish => useSyncExternalStore(wish.watch, wish.get);

export function setWish(next: Wish): void {
  localStorage.setItem(storedUnder, next);
  wish.set(next);
}

function useMode(): Mode {
  const wished = useWish();
  const isDark = useSyncExternalStore(watchSystem, () => darkSystem.matches);
  if (wished !== 'system') return wished;
  return isDark ? 'dark' : 'light';
}

const TokensContext = createContext<Tokens | undefined>(undefined);

export function useTokens(): Tokens {
  const tokens = use(TokensContext);
  if (tokens === undefined) throw new Error('useTokens outside ThemeProvider');
  return tokens;
}

/** An open dialog is above everything and the rest is dead under it: what its controls open must open in it. */
const popupsIn = (control?: HTMLElement): HTMLElement => control?.closest('dialog') ?? document.body;

/** antd, our style sheets and the charts in one look, in the reader's language. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const mode = useMode();
  const language = useLanguage();
  const tokens = useMemo(() => tokensOf(mode), [mode]);
  const config = useMemo(() => antdTheme(mode), [mode]);
  // antd's ring around what was clicked goes on for two seconds, whatever `motion` of its tokens says.
  const wave = useMemo(() => ({ disabled: wantsStillness() }), []);
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    for (const [name, value] of Object.entries(styleOf(tokens))) style.setProperty(name, value);
    style.colorScheme = mode;
    dataset.mode = mode;
  }, [tokens, mode]);
  return (
    <ConfigProvider
      theme={config}
      locale={language === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      getPopupContainer={popupsIn}
      wave={wave}
    >
      <TokensContext value={tokens}>{children}</TokensContext>
    </ConfigProvider>
  );
}
