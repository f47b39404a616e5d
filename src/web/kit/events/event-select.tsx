import { Select } from 'antd';
import { useState } from 'react';
import { eventLabel, usualEvents } from '../../../contract/event-labels.ts';
import { useFormat } from '../format/use-format.ts';
import { useText } from '../words/language.ts';
import styles from './events.module.css';
import type { EventNames } from './use-event-names.ts';

interface EventSelectProps {
  readonly names: EventNames['names'];
  readonly value: string | undefined;
  readonly label: string;
  readonly placeholder?: string;
  /** Also the usual events that the shop does not have yet, and one that is typed. */
  readonly any?: boolean;
  readonly onChange: (name: string) => void;
}

/** Events of the shop by their usual name, most frequent first; found by either name. */
export function EventSelect({ value, label, placeholder, onChange, ...of }: EventSelectProps) {
  const [typed, setTyped] = useState('');
  const options = useOptions({ ...of, value, typed: typed.trim() });
  return (
    <Select
      showSearch={{
        onSearch: setTyped,
        filterOption: (text, it) => `${it?.label} ${it?.title}`.toLowerCase().includes(text.toLowerCase()),
      }}
      aria-label={label}
      className={styles.select!}
      popupMatchSelectWidth={false}
      {...(placeholder !== undefined && { placeholder })}
      {...(value !== undefined && { value })}
      options={options}
      optionRender={({ data }) => (
        <span title={data.title}>
          {data.label} <span className="muted figures">{data.count}</span>
        </span>
      )}
      onChange={(name: string) => onChange(name)}
    />
  );
}

interface OptionsOf extends Pick<EventSelectProps, 'names' | 'value' | 'any'> {
  readonly typed: string;
}

function useOptions({ names, value, typed, any = false }: OptionsOf) {
  const say = useText();
  const { number } = useFormat();
  const counted = new Map(names.map((it) => [it.name, it.count]));
  const others = [...(value === undefined ? [] : [value]), ...(any ? [...usualEvents, typed] : [])];
  const all = new Set([...counted.keys(), ...others.filter((it) => it !== '')]);
  return [...all].map((name) => ({
    ...{ value: name, label: say(eventLabel(name)), title: name },
    count: number(counted.get(name) ?? 0, true),
  }));
}
