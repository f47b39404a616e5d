import { Segmented, Select } from 'antd';
import { DayField } from '../../kit/day/day-field.tsx';
import type { View } from '../../kit/list/view.ts';
import styles from './overview.module.css';
import { type Preset, presets, type Range, steps } from './range-rules.ts';
import { type Comparison, comparisons } from './use-range.ts';
import { useOverviewWords } from './words.ts';

interface RangePickerProps {
  readonly range: Range;
  readonly compare: Comparison;
  readonly onChange: (change: Partial<View<'range' | 'from' | 'to' | 'by' | 'compare'>>) => void;
}

/** Which days, in which steps, against what; all of it in the address bar. */
export function RangePicker({ range, compare, onChange }: RangePickerProps) {
  const t = useOverviewWords();
  const choose = (preset: Preset) =>
    onChange(
      preset === 'custom'
        ? { range: preset, from: range.from, to: range.to }
        : { range: preset, from: '', to: '' },
    );
  return (
    <div className={styles.pickers} data-tour="range">
      <Select
        aria-label={t('range')}
        value={range.preset}
        onChange={choose}
        options={presets.map((value) => ({ value, label: t(`range-${value}`) }))}
        popupMatchSelectWidth={false}
      />
      {range.preset === 'custom' && <Days range={range} onChange={onChange} />}
      <Segmented
        aria-label={t('step')}
        value={range.by}
        onChange={(by) => onChange({ by })}
        options={steps.map((value) => ({ value, label: t(`step-${value}`) }))}
      />
      <Select
        aria-label={t('compare')}
        value={compare}
        onChange={(value) => onChange({ compare: value })}
        options={comparisons.map((value) => ({ value, label: t(`compare-${value}`) }))}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

/** An empty field changes nothing. */
function Days({ range, onChange }: Pick<RangePickerProps, 'range' | 'onChange'>) {
  const t = useOverviewWords();
  const change = (name: 'from' | 'to', day: string) => {
    const next = { from: range.from, to: range.to, [name]: day };
    if (day !== '' && next.from <= next.to) onChange({ range: 'custom', ...next });
  };
  return (
    <span className={styles.days}>
      <DayField
        aria-label={t('from')}
        value={range.from}
        max={range.to}
        onChange={(day) => change('from', day)}
      />
      <span aria-hidden="true">–</span>
      <DayField
        aria-label={t('to')}
        value={range.to}
        min={range.from}
        onChange={(day) => change('to', day)}
      />
    </span>
  );
}
