import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { useConsentWords } from './words.ts';

/** Publishes a wording; under the name of an earlier one it is its next version, and the earlier stay as they were. */
export function PublishNotice() {
  const t = useConsentWords();
  const shop = useShop();
  const [notice, setNotice] = useState('');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const publish = async () => {
    const body = { notice, text: { zh, en: en || zh } };
    await api.POST('/api/shops/{shop}/compliance/notices', { params: { path: { shop: shop.slug } }, body });
    await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/compliance/notices'] });
  };
  return (
    <ConfirmAction
      label={t('publish')}
      title={t('publish')}
      confirm={t('publish')}
      ready={notice !== '' && zh !== ''}
      button={{ type: 'primary' }}
      act={publish}
    >
      <p>{t('publish-hint')}</p>
      <Field label={t('notice')} hint={t('notice-hint')}>
        {(id) => (
          <Input id={id} value={notice} placeholder="privacy" onChange={(e) => setNotice(e.target.value)} />
        )}
      </Field>
      <Field label={t('wording-zh')}>
        {(id) => <Input.TextArea id={id} rows={4} value={zh} onChange={(e) => setZh(e.target.value)} />}
      </Field>
      <Field label={t('wording-en')}>
        {(id) => <Input.TextArea id={id} rows={4} value={en} onChange={(e) => setEn(e.target.value)} />}
      </Field>
    </ConfirmAction>
  );
}
