import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { type Channel, channelPath } from './paths.ts';
import { useCodes } from './say-reason.ts';
import { useMessageWords } from './words.ts';

/** Hands a test message over and says what came of it; the dialog stays while it did not arrive. */
export function TestChannel({ it }: { readonly it: Channel }) {
  const t = useMessageWords();
  const codes = useCodes();
  const shop = useShop();
  const [to, setTo] = useState('');
  const [failed, setFailed] = useState('');
  const isMail = it.carrier === 'smtp';
  const test = async () => {
    setFailed('');
    const params = { path: { shop: shop.slug, channel: it.channel } };
    const body = isMail ? { to } : {};
    const { sent, reason, code } = await take(api.POST(`${channelPath}/test`, { params, body }));
    if (sent) return tellDone(t('test-sent'));
    setFailed(`${codes.reason(reason)}${code === null ? '' : ` (${code})`}`);
    throw new Error(t('test-failed'));
  };
  return (
    <ConfirmAction
      label={t('test')}
      title={t('test')}
      confirm={t('test-send')}
      ready={!isMail || to.includes('@')}
      button={{ size: 'small' }}
      act={test}
    >
      <p>{t('test-hint')}</p>
      {isMail && (
        <Field label={t('test-to')}>
          {(id) => <Input id={id} type="email" value={to} onChange={({ target }) => setTo(target.value)} />}
        </Field>
      )}
      {failed !== '' && <p role="alert">{failed}</p>}
    </ConfirmAction>
  );
}
