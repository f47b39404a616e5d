import { InputNumber, Select, Space } from 'antd';
import { useSegmentWords } from '../words.ts';
import type { ArgumentProps } from './argument-props.ts';

const units = ['m', 'h', 'd'] as const;

/** A length of time as a number and its unit: `24h`. */
export function LengthControl({ name, value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  const [, count = '1', unit = 'd'] = /^(\d+)([mhd])$/.exec(String(value)) ?? [];
  return (
    <Space.Compact>
      <InputNumber
        aria-label={t(`argument-${name as 'within'}`)}
        prefix={t(`argument-${name as 'within'}`)}
        min={1}
        max={9999}
        precision={0}
        value={Number(count)}
        onChange={(it) => onChange(`${it ?? 1}${unit}`)}
      />
      <Select
        aria-label={t('unit')}
        value={unit}
        onChange={(it) => onChange(`${count}${it}`)}
        options={units.map((it) => ({ value: it, label: t(`unit-${it}`) }))}
      />
    </Space.Compact>
  );
}
