import { Link } from 'react-router';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Actor } from '../../kit/actor.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import styles from './points.module.css';
import { usePointsWords } from './words.ts';

const path = '/api/shops/{shop}/points/approvals' as const;
type Approval = Answer<typeof path>['approvals'][number];

/** Adjustments that wait for somebody else, then those that were decided. */
export function Approvals({ mayDecide }: { readonly mayDecide: boolean }) {
  const t = usePointsWords();
  const shop = useShop();
  const approvals = useAsk(path, { path: { shop: shop.slug } }, { fresh: 0 });
  const columns: Column<Approval>[] = [
    {
      key: 'customer',
      title: t('customer'),
      render: (it) => <Link to={`/shops/${shop.slug}/customers/${it.customer_id}`}>{it.customer_id}</Link>,
    },
    { key: 'points', title: t('points'), align: 'right', render: (it) => <Num value={it.points} /> },
    { key: 'reason', title: t('reason'), render: (it) => it.reason },
    { key: 'by', title: t('asked-by'), render: (it) => <Actor by={it.asked_by} name={it.asked_by_name} /> },
    { key: 'at', title: t('asked-at'), render: (it) => <Instant at={it.asked_at} /> },
    {
      key: 'state',
      title: t('state'),
      render: (it) => (mayDecide && it.state === 'waiting' ? <Decide it={it} /> : t(`state-${it.state}`)),
    },
  ];
  return (
    <Section title={t('approvals')}>
      <QueryState query={approvals}>
        {(it) => (
          <PlainList
            label={t('approvals')}
            columns={columns}
            rows={it.approvals}
            rowKey={({ approval_id: id }) => String(id)}
            empty={{ title: t('no-approvals'), hint: t('no-approvals-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}

function Decide({ it }: { readonly it: Approval }) {
  const t = usePointsWords();
  const { slug: shop } = useShop();
  const params = { path: { shop, approval: it.approval_id } };
  const decide = async (state: 'approved' | 'rejected') => {
    await take(api.POST(`${path}/{approval}/decision`, { params, body: { state } }));
    await queryClient.invalidateQueries({ queryKey: [path] });
  };
  return (
    <div className={styles.buttons}>
      <ConfirmAction
        label={t('approve')}
        title={t('approve')}
        button={{ size: 'small' }}
        act={() => decide('approved')}
      >
        <p>{t('approve-hint')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('reject')}
        title={t('reject')}
        danger
        button={{ size: 'small' }}
        act={() => decide('rejected')}
      >
        <p>{t('reject-hint')}</p>
      </ConfirmAction>
    </div>
  );
}
