import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { SmtpSettings } from '../../../contract/messaging.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useChangeChannel } from './change-channel.ts';
import type { Channel } from './paths.ts';
import { useMessageWords } from './words.ts';

const securities = ['tls', 'starttls', 'none'] as const;
/** What servers listen on. */
const portOf = { tls: 465, starttls: 587, none: 25 } as const;

const texts = ['host', 'user', 'from', 'from_name', 'reply_to'] as const;

/** The shop's mail server. The password is kept sealed and never shown; left empty it stays as it was. */
export function SetSmtp({ it }: { readonly it: Channel }) {
  const t = useMessageWords();
  const change = useChangeChannel(it);
  const [form, setForm] = useState<SmtpSettings>(
    () => it.smtp ?? { host: '', port: 465, security: 'tls', from: '' },
  );
  const [password, setPassword] = useState('');
  const save = async () => {
    const filled = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
    await change({ on: true, smtp: filled as SmtpSettings, ...(password !== '' && { password }) });
    tellDone(t('channel-saved'));
  };
  return (
    <ConfirmAction
      label={t('set-smtp')}
      title={t('set-smtp')}
      confirm={t('save')}
      ready={form.host !== '' && form.from.includes('@')}
      button={{ size: 'small' }}
      act={save}
    >
      <Field label={t('security')} hint={t('security-hint')}>
        {(id) => (
          <Select
            id={id}
            value={form.security}
            onChange={(security) => setForm({ ...form, security, port: portOf[security] })}
            options={securities.map((value) => ({ value, label: t(`security-${value}`) }))}
          />
        )}
      </Field>
      {texts.map((name) => (
        <Field key={name} label={t(`smtp-${name}`)}>
          {(id) => (
            <Input
              id={id}
              value={form[name] ?? ''}
              onChange={({ target }) => setForm({ ...form, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <Field label={t('smtp-port')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={65_535}
            precision={0}
            value={form.port}
            onChange={(port) => setForm({ ...form, port: port ?? portOf[form.security] })}
          />
        )}
      </Field>
      <Field label={t('password')} hint={it.has_secret && it.carrier === 'smtp' ? t('password-kept') : ''}>
        {(id) => (
          <Input.Password
            id={id}
            autoComplete="new-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
    </ConfirmAction>
  );
}
