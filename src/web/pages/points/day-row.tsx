import { InputNumber, Select } from 'antd';
import { DayField } from '../../kit/day/day-field.tsx';
import { dayKinds, dayOfRow, rowOfDay } from './rate-rows.ts';
import { useWeekday } from './say-day.ts';
import { usePointsWords } from './words.ts';

interface DayRowProps {
  /** As the rules have it: 2026-11-11, monthly:8 or weekly:1; empty: none yet. */
  readonly of: string;
  readonly onChange: (of: string) => void;
}

/** A day of other points: once, of each month or of each week. */
export function DayRow({ of, onChange }: DayRowProps) {
  const t = usePointsWords();
  const { kind } = dayOfRow(of);
  return (
    <>
      <Select
        aria-label={t('day-kind')}
        value={kind}
        onChange={(next) => onChange(next === 'once' ? '' : rowOfDay(next, '1'))}
        options={dayKinds.map((value) => ({ value, label: t(`day-${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <Which of={of} onChange={onChange} />
    </>
  );
}

function Which({ of, onChange }: DayRowProps) {
  const t = usePointsWords();
  const weekday = useWeekday();
  const { kind, which } = dayOfRow(of);
  if (kind === 'once') return <DayField aria-label={t('days-rates')} value={which} onChange={onChange} />;
  if (kind === 'monthly')
    return (
      <InputNumber
        aria-label={t('days-rates')}
        {...{ min: 1, max: 31, precision: 0, value: Number(which) }}
        onChange={(day) => onChange(rowOfDay(kind, String(day ?? 1)))}
      />
    );
  return (
    <Select
      aria-label={t('days-rates')}
      value={which}
      onChange={(day) => onChange(rowOfDay(kind, day))}
      options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
      popupMatchSelectWidth={false}
    />
  );
}
