import type { AffinityLevel, AffinityRule } from '../../../contract/affinity.ts';
import { addDays } from '../../kit/format/dates.ts';
import type { View } from '../../kit/list/view.ts';

/** What the address says of the page; what it does not say is usual. */
export const viewDefaults = { level: 'product', days: '365', to: '', least: '', show: 'significant' };

export type AffinityView = View<keyof typeof viewDefaults>;

export const spans = ['90', '180', '365', '730', '3650'] as const;
export const supports = ['', '5', '10', '20', '50', '100', '500'] as const;

export function questionOf(view: AffinityView, today: string) {
  const to = view.to || today;
  const days = Math.max(1, Math.min(20_000, Number(view.days) || 365));
  const least = /^\d{1,6}$/.test(view.least) ? Math.max(2, Number(view.least)) : undefined;
  return {
    ...{ level: view.level as AffinityLevel, from: addDays(to, 1 - days), to },
    ...(least !== undefined && { min_support: least }),
  };
}

/** Significant ones, or all. */
export const shownRules = (rules: readonly AffinityRule[], show: string): AffinityRule[] =>
  rules.filter((it) => show === 'all' || it.significant);

export const nameOf = ({ key, title }: AffinityRule['from']): string => title || `#${key}`;
