import { Select } from 'antd';
import { useFormat } from '../../kit/format/use-format.ts';
import { useLanguage } from '../../kit/words/language.ts';
import type { EventNames } from './use-funnel.ts';

interface EventSelectProps {
  readonly names: EventNames['names'];
  readonly value: string | undefined;
  readonly label: string;
  readonly placeholder?: string;
  readonly onChange: (name: string) => void;
}

/** Events of the shop by their usual name, most frequent first; found by either name. */
export function EventSelect({ names, value, label, placeholder, onChange }: EventSelectProps) {
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const { number } = useFormat();
  const known = names.map((it) => ({
    ...{ value: it.name, label: it.label[language], title: it.name, count: number(it.count, true) },
  }));
  const own =
    value === undefined || known.some((it) => it.value === value)
      ? []
      : [{ value, label: value, title: value, count: number(0) }];
  return (
    <Select
      showSearch={{
        filterOption: (text, it) => `${it?.label} ${it?.title}`.toLowerCase().includes(text.toLowerCase()),
      }}
      aria-label={label}
      style={{ minWidth: 190 }}
      popupMatchSelectWidth={false}
      {...(placeholder !== undefined && { placeholder })}
      {...(value !== undefined && { value })}
      options={[...known, ...own]}
      optionRender={({ data }) => (
        <span title={data.title}>
          {data.label} <span className="muted figures">{data.count}</span>
        </span>
      )}
      onChange={(name: string) => onChange(name)}
    />
  );
}
