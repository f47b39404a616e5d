import { Input } from 'antd';
import { Field } from '../../kit/field.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A new one, which the browser may offer to make. */
  readonly isNew?: boolean;
}

export function PasswordField({ label, hint, value, onChange, isNew = false }: PasswordFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => (
        <Input
          id={id}
          type="password"
          required
          {...(isNew && { minLength: 10 })}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          value={value}
          onChange={(it) => onChange(it.target.value)}
        />
      )}
    </Field>
  );
}
