import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ErasureAnswer } from '../../../../contract/personal-request.ts';
import { api, take } from '../../../client/api.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { Field } from '../../../kit/field.tsx';
import { Num } from '../../../kit/figures.tsx';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { Progress } from '../../../kit/progress.tsx';
import { ProblemView } from '../../../kit/state/problem-view.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import listStyles from '../list/list.module.css';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

const path = '/api/shops/{shop}/compliance/customers/{customer}/erasure' as const;
type Preview = Answer<typeof path>;
type Holding = Preview['holdings'][number];

interface EraseOrderProps {
  readonly onDone: (answer: ErasureAnswer) => void;
  readonly onClose: () => void;
}

/** What would go and what stays; nothing is changed by looking. */
export function EraseOrder(props: EraseOrderProps) {
  const { path: of } = useCustomer();
  const preview = useAsk(path, { path: of }, { fresh: 0 });
  return (
    <QueryState query={preview}>
      {(it) => <Order {...props} preview={it} onVoid={() => void preview.refetch()} />}
    </QueryState>
  );
}

interface OrderProps extends EraseOrderProps {
  readonly preview: Preview;
  /** The confirmation may be good no more: what it is of has changed. */
  readonly onVoid: () => void;
}

function Order({ preview, onDone, onClose, onVoid }: OrderProps) {
  const t = useCustomerWords();
  const { path: of } = useCustomer();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const erase = async () => {
    setState({ isBusy: true });
    try {
      const body = { confirmation: preview.confirmation, reason: reason.trim() };
      onDone(await take(api.POST(path, { params: { path: of }, body })));
    } catch (error) {
      setState({ isBusy: false, error });
      onVoid();
    }
  };
  const isMeant = typed.trim() === String(preview.customer_id) && reason.trim().length >= 4;
  return (
    <div className={styles.stack}>
      <p className={styles.warn}>{t('erase-means')}</p>
      <Holdings holdings={preview.holdings} />
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <Field label={t('erase-type', { id: preview.customer_id })}>
        {(id) => (
          <Input
            id={id}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {state.isBusy && <Progress label={t('erasing')} said="" done={0} of={null} />}
      {state.error !== undefined && <ProblemView error={state.error} />}
      <div className={listStyles.buttons}>
        <Button onClick={onClose}>{t(state.isBusy ? 'close' : 'cancel')}</Button>
        <Button type="primary" danger loading={state.isBusy} disabled={!isMeant} onClick={() => void erase()}>
          {t('erase-confirm')}
        </Button>
      </div>
    </div>
  );
}

/** What there is of somebody, in the order in which it goes; what stays says by which law. */
function Holdings({ holdings }: { readonly holdings: readonly Holding[] }) {
  const t = useCustomerWords();
  const say = useText();
  return (
    <PlainList<Holding>
      label={t('erase-what')}
      columns={[
        { key: 'what', title: t('erase-what'), render: (it) => say(it.label) },
        {
          ...{ key: 'count', title: t('erase-count'), align: 'right' as const },
          render: (it) => <Num value={it.count} />,
        },
        {
          key: 'then',
          title: t('erase-then'),
          render: (it) =>
            it.stays === null ? (
              t('erase-goes')
            ) : (
              <span className={styles.law}>{t('erase-stays', { law: say(it.stays) })}</span>
            ),
        },
      ]}
      rows={holdings.filter(({ count }) => count > 0)}
      rowKey={(it) => `${it.domain} ${it.what}`}
      empty={{ title: t('erase-nothing') }}
    />
  );
}
