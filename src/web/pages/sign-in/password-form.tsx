import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { api, take } from '../../client/api.ts';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { useSignInWords } from './words.ts';

/** `onDone` hears whether a second factor is asked for. */
export function PasswordForm({ onDone }: { readonly onDone: (asksForCode: boolean) => void }) {
  const t = useSignInWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => take(api.POST('/api/auth/sign-in/email', { body: { email, password } })),
    onSuccess: (answer) => onDone(answer.twoFactorRedirect === true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t('email')}>
        {(id) => (
          <Input
            id={id}
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(it) => setEmail(it.target.value)}
          />
        )}
      </Field>
      <Field label={t('password')}>
        {(id) => (
          <Input
            id={id}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(it) => setPassword(it.target.value)}
          />
        )}
      </Field>
      {signIn.error && <ProblemView error={signIn.error} />}
      <Button type="primary" htmlType="submit" loading={signIn.isPending}>
        {t('sign-in')}
      </Button>
    </form>
  );
}
