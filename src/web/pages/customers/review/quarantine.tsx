import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { type Answer, ask } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { Instant, Num } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { DataList } from '../../../kit/list/data-list.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCodeWords } from '../code-words.ts';
import pageStyles from '../customers.module.css';
import { useCustomerWords } from '../words.ts';

type Quarantined = Answer<'/api/shops/{shop}/customers/quarantine'>['quarantined'][number];

/** Values that were named with too many customers and join nobody until somebody decides. */
export function Quarantine() {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  return (
    <DataList
      label={t('quarantine')}
      columns={useQuarantineColumns()}
      rowKey={(it) => String(it.person_id)}
      queryKey={['quarantine', shop]}
      load={async (cursor, signal) => {
        const query = { state: 'open' as const, limit: 50, ...(cursor !== undefined && { cursor }) };
        const page = await ask('/api/shops/{shop}/customers/quarantine', { path: { shop }, query }, signal);
        return { rows: page.quarantined, next: page.next_cursor };
      }}
      empty={{ title: t('quarantine-empty'), hint: t('quarantine-empty-hint') }}
    />
  );
}

function useQuarantineColumns(): Column<Quarantined>[] {
  const t = useCustomerWords();
  const codes = useCodeWords();
  return [
    {
      ...{ key: 'value', title: t('quarantine-value') },
      render: (it) => (
        <>
          <strong>{it.value}</strong> <span className="muted">{codes.identity(it.kind)}</span>
        </>
      ),
    },
    { key: 'channel', title: t('order-channel'), render: (it) => codes.channel(it.channel) },
    {
      ...{ key: 'with', title: t('quarantine-with'), align: 'right' as const },
      render: (it) => <Num value={it.named_with} />,
    },
    { key: 'at', title: t('quarantine-at'), render: (it) => <Instant at={it.quarantined_at} /> },
    {
      ...{ key: 'decide', title: t('proposal-decide') },
      render: (it) => (
        <span className={pageStyles.tags}>
          <Decide it={it} act="release" />
          <Decide it={it} act="keep" />
        </span>
      ),
    },
  ];
}

interface DecideProps {
  readonly it: Quarantined;
  readonly act: 'release' | 'keep';
}

function Decide({ it, act }: DecideProps) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = async () => {
    const call = { params: { path: { shop, person: it.person_id } }, body: { reason: reason.trim() } };
    await take(
      act === 'release'
        ? api.POST('/api/shops/{shop}/customers/quarantine/{person}/release', call)
        : api.POST('/api/shops/{shop}/customers/quarantine/{person}/keep', call),
    );
    tellDone(t(`quarantine-${act}-done`));
    await client.invalidateQueries({ queryKey: ['quarantine', shop] });
  };
  return (
    <ConfirmAction
      label={t(`quarantine-${act}`)}
      title={t(`quarantine-${act}`)}
      button={{ size: 'small' }}
      ready={reason.trim().length >= 4}
      act={decide}
    >
      <p>{t(`quarantine-${act}-means`)}</p>
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}
