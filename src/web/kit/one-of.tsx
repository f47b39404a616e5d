import { Select } from 'antd';

interface OneOfProps {
  readonly label: string;
  readonly placeholder?: string;
  /** Empty: none yet. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly isWrong?: boolean;
  readonly className?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One of some choices, said in words, or another that is typed. */
export function OneOf({ label, value, options, isWrong = false, onChange, ...rest }: OneOfProps) {
  return (
    <Select
      // The one way of the library to choose from a list and to type what is not in it.
      mode="tags"
      {...rest}
      aria-label={label}
      status={isWrong ? 'error' : ''}
      value={value === '' ? [] : [value]}
      options={[...options]}
      onChange={(chosen: string[]) => onChange(chosen.at(-1)?.trim() ?? '')}
      popupMatchSelectWidth={false}
    />
  );
}
