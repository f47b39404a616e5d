import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { api } from '../../client/api.ts';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { useSignInWords } from './words.ts';

type Kind = 'app' | 'backup';

interface Given {
  readonly kind: Kind;
  readonly code: string;
  readonly trustDevice: boolean;
}

function verify({ kind, code, trustDevice }: Given) {
  const body = { code: code.trim(), trustDevice };
  return kind === 'app'
    ? api.POST('/api/auth/two-factor/verify-totp', { body })
    : api.POST('/api/auth/two-factor/verify-backup-code', { body });
}

interface SecondStepProps {
  readonly onDone: () => void;
  readonly onStartOver: () => void;
}

/** The code of the app, or a backup code for whoever has lost it. */
export function SecondStep({ onDone, onStartOver }: SecondStepProps) {
  const t = useSignInWords();
  const [kind, setKind] = useState<Kind>('app');
  const [code, setCode] = useState('');
  const [trustDevice, setTrustDevice] = useState(false);
  const check = useMutation({ mutationFn: verify, onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check.mutate({ kind, code, trustDevice });
  };
  const change = () => {
    setKind(kind === 'app' ? 'backup' : 'app');
    setCode('');
    check.reset();
  };
  const isApp = kind === 'app';
  return (
    <form className="stack" onSubmit={submit}>
      <h2>{t('second-step')}</h2>
      <Field
        label={isApp ? t('code') : t('backup-code')}
        hint={isApp ? t('code-hint') : t('backup-code-hint')}
      >
        {(id) => (
          <Input
            id={id}
            autoFocus
            required
            autoComplete="one-time-code"
            inputMode={isApp ? 'numeric' : 'text'}
            maxLength={isApp ? 6 : 64}
            value={code}
            onChange={(it) => setCode(it.target.value)}
          />
        )}
      </Field>
      <Checkbox checked={trustDevice} onChange={(it) => setTrustDevice(it.target.checked)}>
        {t('trust-device')}
      </Checkbox>
      {check.error && <ProblemView error={check.error} />}
      <Button type="primary" htmlType="submit" loading={check.isPending}>
        {t('continue')}
      </Button>
      <Button type="link" onClick={change}>
        {isApp ? t('use-backup-code') : t('use-app')}
      </Button>
      <Button type="link" onClick={onStartOver}>
        {t('start-over')}
      </Button>
    </form>
  );
}
