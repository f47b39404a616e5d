import { Segmented, Select } from 'antd';
import { affinityLevels } from '../../../contract/affinity.ts';
import { DayField } from '../../kit/day/day-field.tsx';
import styles from './affinity.module.css';
import { type AffinityView, spans, supports } from './view-rules.ts';
import { useAffinityWords } from './words.ts';

export interface ControlsProps {
  readonly view: AffinityView;
  readonly today: string;
  readonly onChange: (change: Partial<AffinityView>) => void;
}

/** What is looked at, over which days, and how often at least; all of it in the address bar. */
export function Controls({ view, today, onChange }: ControlsProps) {
  const t = useAffinityWords();
  return (
    <div className={styles.controls}>
      <Segmented
        aria-label={t('level')}
        value={view.level}
        onChange={(level) => onChange({ level })}
        options={affinityLevels.map((value) => ({ value: value as string, label: t(`level-${value}`) }))}
      />
      <Select
        aria-label={t('days')}
        value={view.days}
        onChange={(days) => onChange({ days })}
        options={spans.map((value) => ({
          value: value as string,
          label: t('last-days', { days: Number(value) }),
        }))}
        popupMatchSelectWidth={false}
      />
      <DayField
        prefix={t('to')}
        value={view.to || today}
        onChange={(day) => onChange({ to: day === today ? '' : day })}
      />
      <Select
        aria-label={t('support-least')}
        prefix={t('support-least')}
        value={view.least}
        onChange={(least) => onChange({ least })}
        options={supports.map((value) => ({ value: value as string, label: value || t('support-usual') }))}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}
