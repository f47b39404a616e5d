import { Field } from '../../kit/field.tsx';
import styles from './dictionary.module.css';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly of: readonly T[];
  readonly say: (value: T) => string;
  readonly onChoose: (value: T) => void;
}

export function Choice<T extends string>({ label, hint, value, of, say, onChoose }: ChoiceProps<T>) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <select
          id={id}
          className={styles.select}
          value={value}
          onChange={(e) => onChoose(e.target.value as T)}
        >
          {of.map((it) => (
            <option key={it} value={it}>
              {say(it)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
