import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import type { Entry } from './entry.ts';
import styles from './one.module.css';
import { sayEvidence } from './say-evidence.ts';
import { useCustomer } from './use-customer.ts';

/** Every join and its undoing, with its evidence; a join that stands can be undone. */
export function Merges() {
  const t = useCustomerWords();
  const say = useText();
  const codes = useCodeWords();
  const { shop, path } = useCustomer();
  const query = { types: 'merge', limit: 50 };
  const entries =
    useAsk('/api/shops/{shop}/customers/{customer}/timeline', { path, query }).data?.entries ?? [];
  if (entries.length === 0) return null;
  const undone = new Set(entries.filter((it) => it.key.startsWith('merge:withdrawn:')).map(edgeOf));
  return (
    <>
      <h3 className={styles.sub}>{t('merges')}</h3>
      <ul className={styles.identities}>
        {entries.map((it) => (
          <li key={it.key}>
            <span>
              {say(it.title)} <span className="muted">{sayEvidence(it.data, { t, ...codes })}</span>
            </span>
            <span className="muted">
              <Instant at={it.at} />
              {shop.may('customers:merge') && it.key.startsWith('merge:join:') && !undone.has(edgeOf(it)) && (
                <Undo edge={edgeOf(it)} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const edgeOf = (it: Entry): number => Number(it.data.edge_id);

function Undo({ edge }: { readonly edge: number }) {
  const t = useCustomerWords();
  const { path, again } = useCustomer();
  const [reason, setReason] = useState('');
  const act = async () => {
    const body = { edge_ids: [edge], reason: reason.trim() };
    await take(
      api.POST('/api/shops/{shop}/customers/unmerge', { params: { path: { shop: path.shop } }, body }),
    );
    tellDone(t('unmerge-done'));
    await again();
  };
  return (
    <ConfirmAction
      label={t('undo-merge')}
      title={t('undo-merge')}
      button={{ size: 'small', type: 'link' }}
      ready={reason.trim().length >= 4}
      act={act}
    >
      <p>{t('unmerge-means')}</p>
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}
