import { Select } from 'antd';
import { useShop } from '../client/me.ts';
import { DayField } from './day/day-field.tsx';
import styles from './days-choice.module.css';
import { daysIn, fixedDays, lastDays, readLast } from './days-rules.ts';
import { dayOf } from './format/dates.ts';
import { useKitWords } from './words.ts';

interface DaysChoiceProps {
  /** `last-30`, or `2026-01-01..2026-01-31`; as it stands in an address. */
  readonly days: string;
  readonly onChange: (days: string) => void;
}

/** The shop days that a text of an address means. */
export function useDays(days: string) {
  const { time_zone: zone } = useShop();
  return daysIn(days, dayOf(new Date(), zone));
}

/** Days that move with the calendar and end yesterday, or fixed ones. */
export function DaysChoice({ days, onChange }: DaysChoiceProps) {
  const t = useKitWords();
  const shown = useDays(days);
  const last = readLast(days);
  const change = (name: 'from' | 'to', day: string) => {
    const next = { ...shown, [name]: day };
    if (day !== '' && next.from <= next.to) onChange(fixedDays(next));
  };
  return (
    <span className={styles.days}>
      <Select
        aria-label={t('days')}
        value={last === undefined ? 'fixed' : String(last)}
        onChange={(value) => onChange(value === 'fixed' ? fixedDays(shown) : `last-${value}`)}
        options={[
          ...lastDays.map((count) => ({ value: String(count), label: t(`days-last-${count}`) })),
          { value: 'fixed', label: t('days-fixed') },
        ]}
        popupMatchSelectWidth={false}
      />
      {last === undefined && (
        <>
          <DayField
            aria-label={t('days-from')}
            value={shown.from}
            max={shown.to}
            onChange={(day) => change('from', day)}
          />
          <DayField
            aria-label={t('days-to')}
            value={shown.to}
            min={shown.from}
            onChange={(day) => change('to', day)}
          />
        </>
      )}
    </span>
  );
}
