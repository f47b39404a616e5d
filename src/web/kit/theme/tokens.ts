import { type ThemeConfig, theme } from 'antd';

/** One set of tokens; antd, the charts and our own style sheets are all made of it. */

export type Mode = 'light' | 'dark';

const system =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

const accents: Record<Mode, string> = { light: '#2458d3', dark: '#6d97ff' };

/** Colours that antd has no word for. */
const ours = {
  light: {
    red: '#c62a2f',
    green: '#137336',
    warn: '#a15c00',
    accentSoft: '#e8eefc',
    series: ['#2458d3', '#e0862b', '#2a9d8f', '#b1499b', '#7a8699', '#c2a83e', '#5fa8d3', '#8c5bd1'],
    ramp: ['#eaf0fd', '#bcd0f8', '#86a9ef', '#3a6bd6', '#1f4bb8'],
    track: { trackBg: '#e6eaf1' },
  },
  dark: {
    red: '#ff7b78',
    green: '#5bc983',
    warn: '#e8b45a',
    accentSoft: '#1c2947',
    series: ['#6d97ff', '#f0a45b', '#55c4b5', '#dd83c8', '#9aa6b8', '#dcc566', '#86c5ec', '#b08cf0'],
    ramp: ['#1a2438', '#243a66', '#315497', '#5580da', '#7ba0ff'],
    track: { trackBg: '#1c222b', itemSelectedBg: '#323c4b' },
  },
} as const;

/** Asked for by readers whom movement disturbs. */
export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** antd's own configuration for a mode: calm and dense, one accent. */
export const antdTheme = (mode: Mode): ThemeConfig => ({
  algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
  components: {
    // antd's own track is the colour of the page: a choice outside a card was words without a frame.
    Segmented: ours[mode].track,
    // White on the accent of the dark theme has a contrast of 3.6; dark ink has more than 5.
    ...(mode === 'dark' && { Button: { primaryColor: '#0b1220', dangerColor: '#0b1220' } }),
  },
  token: {
    colorPrimary: accents[mode],
    colorLink: accents[mode],
    colorInfo: accents[mode],
    // antd's own red on white has a contrast of 3.3; readers need 4.5.
    colorError: ours[mode].red,
    borderRadius: 6,
    fontFamily: system,
    fontSize: 14,
    motion: !wantsStillness(),
    ...(mode === 'light'
      ? {
          ...{ colorBgLayout: '#f4f6f9', colorTextSecondary: '#5a6373', colorTextTertiary: '#646d7d' },
          // What a choice says while nothing is chosen is read as text is.
          colorTextPlaceholder: '#646d7d',
          // Under the mouse antd's own are paler, which no longer reads on white.
          ...{ colorPrimaryHover: '#1f4bb8', colorLinkHover: '#1f4bb8', colorErrorHover: '#a3212a' },
        }
      : {
          ...{ colorBgLayout: '#0e1116', colorBgContainer: '#161b22', colorBgElevated: '#1c222b' },
          colorTextPlaceholder: '#8f99a8',
        }),
  },
});

export interface Tokens {
  readonly mode: Mode;
  readonly accent: string;
  readonly accentSoft: string;
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly page: string;
  readonly border: string;
  readonly red: string;
  readonly green: string;
  readonly warn: string;
  readonly font: string;
  /** Colours of series, in order. */
  readonly series: readonly string[];
  /** From little to much. */
  readonly ramp: readonly string[];
}

export function tokensOf(mode: Mode): Tokens {
  const it = theme.getDesignToken(antdTheme(mode));
  const { track: _, ...colours } = ours[mode];
  return {
    ...colours,
    mode,
    accent: accents[mode],
    text: it.colorText,
    muted: it.colorTextSecondary,
    surface: it.colorBgContainer,
    page: it.colorBgLayout,
    border: it.colorBorderSecondary,
    font: system,
  };
}

/** The tokens as custom properties, for style sheets: `var(--muted)`. */
export function styleOf(tokens: Tokens): Record<string, string> {
  const names = [
    'accent',
    'text',
    'muted',
    'surface',
    'page',
    'border',
    'red',
    'green',
    'warn',
    'font',
  ] as const;
  const entries = names.map((name) => [`--${name}`, tokens[name]] as const);
  return { ...Object.fromEntries(entries), '--accent-soft': tokens.accentSoft };
}
