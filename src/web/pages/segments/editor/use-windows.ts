import { useSegmentWords } from '../words.ts';

const usual = ['24h', '1d', '7d', '30d', '90d', '180d', '365d'];
const calendar = [
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
  'this-year',
  'last-year',
];

/** The usual windows, and the one that is set where it is another. */
export function useWindows(set: string): { value: string; label: string }[] {
  const t = useSegmentWords();
  const say = (window: string): string => {
    if (window === 'ever') return t('window-ever');
    if (calendar.includes(window)) return t(`window-${window as 'this-week'}`);
    const count = Number.parseInt(window, 10);
    if (/^\d+h$/.test(window)) return t('window-hours', { number: count });
    if (/^\d+d$/.test(window)) return count === 1 ? t('window-today') : t('window-days', { number: count });
    return window.replace('..', ' – ');
  };
  const all = ['ever', ...usual, ...calendar];
  return [...all, ...(all.includes(set) ? [] : [set])].map((value) => ({ value, label: say(value) }));
}
