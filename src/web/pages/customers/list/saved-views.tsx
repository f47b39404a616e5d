import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Dropdown, Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Dialog } from '../../../kit/dialog.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone, tellProblem } from '../../../kit/toast.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';
import type { FilterState } from './use-filter.ts';

type Desk = Answer<'/api/shops/{shop}/desk'>;

/** Views that were saved, one's own and the shop's, and keeping the one on screen. */
export function SavedViews({ query, load }: FilterState) {
  const t = useCustomerWords();
  const path = { shop: useShop().slug };
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const desk = useAsk('/api/shops/{shop}/desk', { path }).data;
  const views = desk?.views.filter((it) => it.page === 'customers') ?? [];
  const put = (it: Desk) => client.setQueryData(['/api/shops/{shop}/desk', { path }], it);
  const forget = async (view: number) => {
    try {
      put(
        await take(
          api.DELETE('/api/shops/{shop}/desk/views/{view}', { params: { path: { ...path, view } } }),
        ),
      );
    } catch (error) {
      tellProblem(error);
    }
  };
  const items = [
    ...views.map((it) => ({
      key: String(it.view_id),
      label: it.shared && !it.own ? `${it.name} · ${t('shared')}` : it.name,
      onClick: () => load(it.query),
    })),
    ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: 'save', label: t('save-view'), onClick: () => setSaving(true) },
    ...views
      .filter((it) => it.own && it.query === query)
      .map((it) => ({
        ...{ key: `forget-${it.view_id}`, danger: true, label: t('forget-view', { name: it.name }) },
        onClick: () => void forget(it.view_id),
      })),
  ];
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button>{t('views')}</Button>
      </Dropdown>
      <SaveView isOpen={isSaving} query={query} onClose={() => setSaving(false)} onSaved={put} />
    </>
  );
}

interface SaveViewProps {
  readonly isOpen: boolean;
  readonly query: string;
  readonly onClose: () => void;
  readonly onSaved: (desk: Desk) => void;
}

function SaveView({ isOpen, query, onClose, onSaved }: SaveViewProps) {
  const t = useCustomerWords();
  const path = { shop: useShop().slug };
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async () => {
    try {
      const body = { page: 'customers', name: name.trim(), query, shared };
      onSaved(await take(api.POST('/api/shops/{shop}/desk/views', { params: { path }, body })));
      tellDone(t('view-saved'));
      onClose();
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} className={styles.dialog} label={t('save-view')}>
      <h2>{t('save-view')}</h2>
      <div className={styles.stack}>
        <Field label={t('view-name')} hint={t('view-hint')}>
          {(id) => (
            <Input id={id} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          {t('view-shared')}
        </Checkbox>
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" disabled={name.trim() === ''} onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </Dialog>
  );
}
