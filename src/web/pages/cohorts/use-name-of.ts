import { type CohortBreakdown, otherCohortValue } from '../../../contract/cohorts.ts';
import { useChannelName } from '../../kit/channel-names.ts';
import { formatDay, formatMonth } from '../../kit/format/dates.ts';
import { useProvinceName } from '../../kit/places/use-province-name.ts';
import type { Language } from '../../kit/words/language.ts';
import { useCohortWords } from './words.ts';

/** A cohort by its period: a month, or the first day of a shorter one. */
export const sayCohort = (cohort: string, language: Language): string => {
  if (/^\d{4}-\d{2}$/.test(cohort)) return formatMonth(cohort, language);
  return /^\d{4}-\d{2}-\d{2}$/.test(cohort) ? formatDay(cohort, language) : cohort;
};

/** How a value of the breakdown is called. */
export function useNameOf(breakdown: CohortBreakdown | undefined): (value: string) => string {
  const t = useCohortWords();
  const channel = useChannelName();
  const province = useProvinceName();
  return (value) => {
    if (value === '') return t('unknown');
    if (value === otherCohortValue) return t('others');
    if (breakdown === 'province') return province(value);
    return breakdown === 'channel' ? channel(value) : value;
  };
}
