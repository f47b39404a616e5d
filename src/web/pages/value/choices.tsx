import { Radio } from 'antd';

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, side by side. */
export function Choices<T extends string>({ label, value, options, onChange }: ChoicesProps<T>) {
  return (
    <Radio.Group
      aria-label={label}
      size="small"
      optionType="button"
      value={value}
      options={[...options]}
      onChange={(event) => onChange(event.target.value as T)}
    />
  );
}
