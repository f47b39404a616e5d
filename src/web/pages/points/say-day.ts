import { formatDay } from '../../kit/format/dates.ts';
import { datesIn } from '../../kit/format/formatters.ts';
import { useLanguage } from '../../kit/words/language.ts';
import { usePointsWords } from './words.ts';

/** A day of other points as the reader says it: 2026-11-11, monthly:8, weekly:1 (Monday). */
export function useSayDay(): (on: string) => string {
  const t = usePointsWords();
  const language = useLanguage();
  return (on) => {
    const [every, number] = on.split(':');
    if (number === undefined) return formatDay(on, language);
    if (every === 'monthly') return t('each-month', { day: number });
    // 5 January 1970 was a Monday.
    const day = new Date(Date.UTC(1970, 0, 4 + Number(number)));
    return t('each-week', { day: datesIn(language, { weekday: 'long', timeZone: 'UTC' }).format(day) });
  };
}
