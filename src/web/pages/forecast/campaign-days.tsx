import { Tag } from 'antd';
import { DayField } from '../../kit/day/day-field.tsx';
import { formatDay } from '../../kit/format/dates.ts';
import { useLanguage } from '../../kit/words/language.ts';
import type { ControlsProps } from './controls-props.ts';
import styles from './forecast.module.css';
import { campaignDaysOf } from './view-rules.ts';
import { useForecastWords } from './words.ts';

/** Days of campaigns that are planned, and a field that adds one. */
export function CampaignDays({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const language = useLanguage();
  const days = campaignDaysOf(view);
  const set = (next: readonly string[]) => onChange({ campaign_days: next.toSorted().join(',') });
  return (
    <span className={styles.named}>
      {days.map((day) => (
        <Tag key={day} closable onClose={() => set(days.filter((it) => it !== day))}>
          {formatDay(day, language)}
        </Tag>
      ))}
      <DayField
        key={days.length}
        prefix={t('campaign-day')}
        value=""
        onChange={(day) => day !== '' && set([...new Set([...days, day])])}
      />
    </span>
  );
}
