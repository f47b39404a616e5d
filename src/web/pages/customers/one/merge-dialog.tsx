import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, take } from '../../../client/api.ts';
import type { Answer } from '../../../client/ask.ts';
import { Dialog } from '../../../kit/dialog.tsx';
import { Facts } from '../../../kit/facts.tsx';
import { Field } from '../../../kit/field.tsx';
import { ProblemView } from '../../../kit/state/problem-view.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCodeWords } from '../code-words.ts';
import listStyles from '../list/list.module.css';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { type Customer, useCustomer } from './use-customer.ts';

type Row = Answer<'/api/shops/{shop}/customers'>['customers'][number];

/** Find the other, see what would become of both, say why, do it. */
export function MergeDialog({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const [isOpen, setOpen] = useState(false);
  const [other, setOther] = useState<Row | undefined>();
  const close = () => {
    setOpen(false);
    setOther(undefined);
  };
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('merge')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={listStyles.dialog} label={t('merge')}>
        <h2>{t('merge')}</h2>
        {other === undefined ? (
          <FindOther customer={customer} onFound={setOther} onClose={close} />
        ) : (
          <Merge customer={customer} other={other} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

interface FindOtherProps {
  readonly customer: Customer;
  readonly onFound: (row: Row) => void;
  readonly onClose: () => void;
}

function FindOther({ customer, onFound, onClose }: FindOtherProps) {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const [rows, setRows] = useState<readonly Row[] | undefined>();
  const [error, setError] = useState<unknown>();
  const find = async (text: string) => {
    if (text.trim() === '') return;
    setError(undefined);
    try {
      const body = { text: text.trim(), limit: 20 };
      const params = { path: { shop: path.shop } };
      const found = await take(
        api.POST('/api/shops/{shop}/customers/search', { params, body: body as never }),
      );
      setRows(found.customers.filter((it) => it.customer_id !== customer.customer_id));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <div className={styles.stack}>
      <p>{t('merge-find')}</p>
      <Input.Search
        aria-label={t('search-label')}
        placeholder={t('search-hint')}
        enterButton={t('search')}
        onSearch={(text) => void find(text)}
      />
      {error !== undefined && <ProblemView error={error} />}
      {rows?.length === 0 && <p className="muted">{t('merge-nobody')}</p>}
      <ul className={styles.identities}>
        {rows?.map((row) => (
          <li key={row.customer_id}>
            <span>
              <strong>{row.name ?? row.identity?.value ?? row.customer_id}</strong>{' '}
              <span className="muted">{[row.phone, row.province].filter(Boolean).join(' · ')}</span>
            </span>
            <Button size="small" onClick={() => onFound(row)}>
              {t('merge-choose')} {row.customer_id}
            </Button>
          </li>
        ))}
      </ul>
      <div className={listStyles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </div>
  );
}

/** What the merge would make; nothing is changed by looking. */
const usePreview = (shop: string, ids: number[]) =>
  useQuery({
    queryKey: ['merge-preview', shop, ...ids],
    queryFn: () =>
      take(
        api.POST('/api/shops/{shop}/customers/merge-preview', {
          params: { path: { shop } },
          body: { customer_ids: ids },
        }),
      ),
  }).data;

interface MergeProps {
  readonly customer: Customer;
  readonly other: Row;
  readonly onClose: () => void;
}

function Merge({ customer, other, onClose }: MergeProps) {
  const t = useCustomerWords();
  const { path, again, shop } = useCustomer();
  const codes = useCodeWords();
  const navigate = useNavigate();
  const ids = [customer.customer_id, other.customer_id];
  const [reason, setReason] = useState('');
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const preview = usePreview(path.shop, ids);
  const merge = async () => {
    setState({ isBusy: true });
    try {
      const body = { customer_ids: ids, reason: reason.trim() };
      const params = { path: { shop: path.shop } };
      const made = await take(api.POST('/api/shops/{shop}/customers/merge', { params, body }));
      tellDone(t('merge-done'));
      onClose();
      await again();
      await navigate(`/shops/${shop.slug}/customers/${made.customer_id}`);
    } catch (error) {
      setState({ isBusy: false, error });
    }
  };
  return (
    <div className={styles.stack}>
      <p>{t('merge-means')}</p>
      <Facts
        facts={[
          [t('merge-both'), `${ids[0]} + ${ids[1]} ${other.name ?? other.identity?.value ?? ''}`],
          [t('merge-becomes'), String(preview?.customer_id ?? '…')],
          [t('merge-persons'), preview?.persons.join(', ') ?? '…'],
          [
            t('identities'),
            preview?.identities.map((it) => `${codes.identity(it.kind)} × ${it.count}`).join(' · ') ?? '…',
          ],
          ...((preview?.kept_apart.length ?? 0) > 0
            ? ([[t('merge-apart'), t('merge-apart-hint')]] as const)
            : []),
        ]}
      />
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {state.error !== undefined && <ProblemView error={state.error} />}
      <div className={listStyles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          loading={state.isBusy}
          disabled={reason.trim().length < 4}
          onClick={() => void merge()}
        >
          {t('merge-confirm')}
        </Button>
      </div>
    </div>
  );
}
