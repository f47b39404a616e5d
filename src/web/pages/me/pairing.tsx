import { useMutation } from '@tanstack/react-query';
import { Button, Input, QRCode } from 'antd';
import { type FormEvent, useState } from 'react';
import { api } from '../../client/api.ts';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import styles from './me.module.css';
import { useMeWords } from './words.ts';

export interface Secrets {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The secret as a QR code and as text, and the first code of the app, which switches the second factor on. */
export function Pairing({ secrets, onPaired }: { readonly secrets: Secrets; readonly onPaired: () => void }) {
  const t = useMeWords();
  const [code, setCode] = useState('');
  const verify = useMutation({
    mutationFn: () => api.POST('/api/auth/two-factor/verify-totp', { body: { code: code.trim() } }),
    onSuccess: onPaired,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate();
  };
  const secret = new URL(secrets.totpURI).searchParams.get('secret') ?? '';
  return (
    <div className={styles.scan}>
      <p>{t('scan')}</p>
      {/* Black on white in either theme: cameras read nothing else well. */}
      <QRCode value={secrets.totpURI} type="svg" color="#000" bgColor="#fff" />
      <p className="muted">{t('secret')}</p>
      <p className={styles.secret}>{secret}</p>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t('code')}>
          {(id) => (
            <Input
              id={id}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(it) => setCode(it.target.value)}
            />
          )}
        </Field>
        {verify.error && <ProblemView error={verify.error} />}
        <Button type="primary" htmlType="submit" loading={verify.isPending}>
          {t('two-factor-turn-on')}
        </Button>
      </form>
    </div>
  );
}
