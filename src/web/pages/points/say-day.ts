import { formatDay } from '../../kit/format/dates.ts';
import { datesIn } from '../../kit/format/formatters.ts';
import { useLanguage } from '../../kit/words/language.ts';
import { dayOfRow } from './rate-rows.ts';
import { usePointsWords } from './words.ts';

/** The name of a day of the week, 1 is Monday. */
export function useWeekday(): (number: number) => string {
  const language = useLanguage();
  // 5 January 1970 was a Monday.
  return (number) =>
    datesIn(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + number)));
}

/** A day of other points as the reader says it: 2026-11-11, monthly:8, weekly:1 (Monday). */
export function useSayDay(): (on: string) => string {
  const t = usePointsWords();
  const language = useLanguage();
  const weekday = useWeekday();
  return (on) => {
    const { kind, which } = dayOfRow(on);
    if (kind === 'once') return formatDay(which, language);
    return kind === 'monthly'
      ? t('each-month', { day: which })
      : t('each-week', { day: weekday(Number(which)) });
  };
}
