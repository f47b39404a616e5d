import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { api } from '../../client/api.ts';
import { Section } from '../../kit/page/section.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from './me.module.css';
import { PasswordField } from './password-field.tsx';
import { useMeWords } from './words.ts';

export function ChangePassword() {
  const t = useMeWords();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useMutation({
    mutationFn: () =>
      api.POST('/api/auth/change-password', {
        body: { currentPassword, newPassword, revokeOtherSessions: true },
      }),
    onSuccess: () => {
      setCurrent('');
      setNew('');
      tellDone(t('password-changed'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={t('change-password')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordField label={t('current-password')} value={currentPassword} onChange={setCurrent} />
        <PasswordField
          isNew
          label={t('new-password')}
          hint={t('new-password-hint')}
          value={newPassword}
          onChange={setNew}
        />
        {change.error && <ProblemView error={change.error} />}
        <Button htmlType="submit" loading={change.isPending}>
          {t('change-password')}
        </Button>
      </form>
    </Section>
  );
}
