import { Select } from 'antd';
import { useSegmentWords } from '../words.ts';
import type { ArgumentProps } from './argument-props.ts';
import { type ListedAs, useListed } from './use-choices.ts';

/** A control whose choices the shop has: traits, segments, scores, codes of a standing. */
export function Listed({ as, name, condition, value, onChange }: ArgumentProps & { readonly as: ListedAs }) {
  const t = useSegmentWords();
  const options = useListed(as, condition);
  const many = as === 'codes';
  const mayLack = as === 'plan';
  return (
    <Select
      showSearch
      {...(many && { mode: 'multiple' as const })}
      allowClear={mayLack}
      style={{ minWidth: 180 }}
      aria-label={t(`argument-${name as 'trait'}`)}
      placeholder={t(`argument-${name as 'trait'}`)}
      value={value === 0 ? null : (value as string)}
      onChange={onChange}
      options={options as { value: string; label: string }[]}
      popupMatchSelectWidth={false}
      optionFilterProp="label"
    />
  );
}
