import styles from './choice.module.css';

interface ChoiceProps<T extends string> {
  readonly id?: string;
  /** Where no label points at its id. */
  readonly label?: string;
  readonly value: T;
  /** [value, text] */
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** The browser's own list of choices: it opens above a dialog, and on a phone as the phone does it. */
export function Choice<T extends string>({ id, label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <select
      id={id}
      aria-label={label}
      className={styles.choice}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
    >
      {options.map(([code, text]) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
    </select>
  );
}
