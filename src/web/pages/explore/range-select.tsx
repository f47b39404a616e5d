import { Select } from 'antd';
import { DayField } from '../../kit/day/day-field.tsx';
import styles from './explore.module.css';
import { fixedRange, presetOf, presets } from './ranges.ts';
import { useDays } from './use-answer.ts';
import { useExploreWords } from './words.ts';

interface RangeSelectProps {
  readonly range: string;
  readonly onChange: (range: string) => void;
  /** What no range is called, where one may be left out. */
  readonly none?: string;
}

/** Days that move with the calendar, or fixed ones. */
export function RangeSelect({ range, onChange, none }: RangeSelectProps) {
  const t = useExploreWords();
  const days = useDays(range);
  const isFixed = range !== '' && presetOf(range) === undefined;
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...presets.map((value) => ({ value, label: t(`range-${value}`) })),
    { value: 'fixed', label: t('range-fixed') },
  ];
  const change = (name: 'from' | 'to', day: string) => {
    const next = { ...days, [name]: day };
    if (day !== '' && next.from <= next.to) onChange(fixedRange(next));
  };
  return (
    <span className={styles.range}>
      <Select
        aria-label={t('range')}
        value={isFixed ? 'fixed' : range}
        onChange={(value: string) => onChange(value === 'fixed' ? fixedRange(days) : value)}
        options={options}
        popupMatchSelectWidth={false}
      />
      {isFixed && (
        <>
          <DayField
            aria-label={t('from')}
            value={days.from}
            max={days.to}
            onChange={(day) => change('from', day)}
          />
          <DayField
            aria-label={t('to')}
            value={days.to}
            min={days.from}
            onChange={(day) => change('to', day)}
          />
        </>
      )}
    </span>
  );
}
