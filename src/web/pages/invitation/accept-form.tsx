import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { Role } from '../../../contract/auth.ts';
import { api, take } from '../../client/api.ts';
import { useMe } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { roleNames } from '../../kit/role-names.ts';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { useText } from '../../kit/words/language.ts';
import { useInvitationWords } from './words.ts';

interface AcceptFormProps {
  readonly token: string;
  readonly invitation: { shop: string; email: string; role: Role; has_account: boolean };
  readonly onJoined: (shop: string) => void;
}

/** Whoever has an account joins with it, once signed in; everybody else says a name and a password. */
export function AcceptForm({ token, invitation, onJoined }: AcceptFormProps) {
  const t = useInvitationWords();
  const say = useText();
  const { shop, email, role, has_account: hasAccount } = invitation;
  const me = useMe();
  const isSignedIn = me.data?.email === email;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: async () => {
      const body = hasAccount ? { token } : { token, name, password };
      const joined = await take(api.POST('/api/invitations/accept', { body }));
      if (!hasAccount) await take(api.POST('/api/auth/sign-in/email', { body: { email, password } }));
      return joined.shop;
    },
    onSuccess: onJoined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h2>{t('invited', { shop })}</h2>
      <p className="muted">{t('invited-as', { role: say(roleNames[role]), email })}</p>
      {!hasAccount && (
        <>
          <Field label={t('name')}>
            {(id) => (
              <Input
                id={id}
                required
                maxLength={100}
                autoComplete="name"
                value={name}
                onChange={(it) => setName(it.target.value)}
              />
            )}
          </Field>
          <Field label={t('password')} hint={t('password-hint')}>
            {(id) => (
              <Input
                id={id}
                type="password"
                required
                minLength={10}
                maxLength={128}
                autoComplete="new-password"
                value={password}
                onChange={(it) => setPassword(it.target.value)}
              />
            )}
          </Field>
        </>
      )}
      {accept.error && <ProblemView error={accept.error} />}
      {hasAccount && !isSignedIn ? (
        <>
          <p>{t('sign-in-first-hint', { email })}</p>
          <Link to="/sign-in?back=%2Finvitation">{t('sign-in-first')}</Link>
        </>
      ) : (
        <Button type="primary" htmlType="submit" loading={accept.isPending}>
          {t('accept')}
        </Button>
      )}
    </form>
  );
}
