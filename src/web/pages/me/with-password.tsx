import { useState } from 'react';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { PasswordField } from './password-field.tsx';
import { useMeWords } from './words.ts';

interface WithPasswordProps {
  readonly label: string;
  readonly hint?: string;
  readonly danger?: boolean;
  readonly primary?: boolean;
  readonly act: (password: string) => Promise<unknown>;
}

/** What touches the second factor asks for the password again: an unlocked screen is not its owner. */
export function WithPassword({ label, hint, danger = false, primary = false, act }: WithPasswordProps) {
  const t = useMeWords();
  const [password, setPassword] = useState('');
  const doIt = async () => {
    await act(password);
    setPassword('');
  };
  return (
    <ConfirmAction
      label={label}
      title={label}
      danger={danger}
      ready={password !== ''}
      button={{ type: primary ? 'primary' : 'default' }}
      act={doIt}
    >
      {hint && <p>{hint}</p>}
      <PasswordField label={t('current-password')} value={password} onChange={setPassword} />
    </ConfirmAction>
  );
}
