import styles from './customers.module.css';

interface ChoiceProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string;
  /** [value, text] */
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

/** The browser's own list of choices: it opens above a dialog, and on a phone as the phone does it. */
export function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  return (
    <select
      id={id}
      aria-label={label}
      className={styles.choice}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([code, text]) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
    </select>
  );
}
