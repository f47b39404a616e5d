import styles from './consents.module.css';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly say: (value: T) => string;
  readonly onChoose: (value: T) => void;
}

/** The browser's own list of choices: it opens above a dialog. */
export function Choice<T extends string>({ label, value, of, say, onChoose }: ChoiceProps<T>) {
  return (
    <select
      aria-label={label}
      className={styles.choice}
      value={value}
      onChange={(event) => onChoose(event.target.value as T)}
    >
      {of.map((it) => (
        <option key={it} value={it}>
          {say(it)}
        </option>
      ))}
    </select>
  );
}
