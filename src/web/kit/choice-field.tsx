import { Choice } from './choice.tsx';
import { Field } from './field.tsx';

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  /** [value, text] */
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** A list of choices under its label. */
export function ChoiceField<T extends string>({ label, hint, ...choice }: ChoiceFieldProps<T>) {
  return (
    <Field label={label} hint={hint}>
      {(id) => <Choice id={id} {...choice} />}
    </Field>
  );
}
