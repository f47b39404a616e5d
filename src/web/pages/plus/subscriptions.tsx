import { Button, Segmented } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Day, Instant } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { type Subscription, subscriptionsPath } from './paths.ts';
import styles from './plus.module.css';
import { usePlusWords } from './words.ts';

const states = ['trialing', 'active', 'cancelled', 'expired', 'refunded'] as const;

/** Who has PLUS or had it, newest first; state and page stand in the address bar. */
export function Subscriptions() {
  const t = usePlusWords();
  const { slug: shop } = useShop();
  const [search, setSearch] = useSearchParams();
  const cursor = search.get('cursor');
  const state = states.find((it) => it === search.get('state'));
  const go = (next: { state?: string | undefined; cursor?: string }) =>
    setSearch(Object.entries(next).filter((it): it is [string, string] => it[1] !== undefined));
  const query = { limit: 50, ...(cursor !== null && { cursor }), ...(state && { state }) };
  const found = useAsk(subscriptionsPath, { path: { shop }, query }, { fresh: 0, keep: true });
  const choices = ['all' as const, ...states].map((value) => ({ value, label: t(`state-${value}`) }));
  return (
    <Section title={t('subscribers')}>
      <Segmented
        className={styles.states!}
        aria-label={t('state')}
        options={choices}
        value={state ?? 'all'}
        onChange={(it) => go({ state: it === 'all' ? undefined : it })}
      />
      <QueryState query={found}>
        {(it) => (
          <>
            <List rows={it.subscriptions} />
            <div className={styles.buttons}>
              {cursor !== null && <Button onClick={() => go({ state })}>{t('newest')}</Button>}
              {it.next_cursor !== null && (
                <Button onClick={() => go({ state, cursor: it.next_cursor! })}>{t('older')}</Button>
              )}
            </div>
          </>
        )}
      </QueryState>
    </Section>
  );
}

function List({ rows }: { readonly rows: readonly Subscription[] }) {
  const t = usePlusWords();
  const columns = useColumns();
  return (
    <PlainList
      label={t('subscribers')}
      columns={columns}
      rows={rows}
      rowKey={({ subscription_id: id }) => String(id)}
      empty={{ title: t('no-subscribers'), hint: t('no-subscribers-hint') }}
    />
  );
}

function useColumns(): Column<Subscription>[] {
  const t = usePlusWords();
  const say = useText();
  const { slug } = useShop();
  return [
    {
      key: 'customer',
      title: t('customer'),
      render: ({ customer_id: id }) =>
        id === null ? t('erased') : <Link to={`/shops/${slug}/customers/${id}`}>{id}</Link>,
    },
    { key: 'plan', title: t('plan'), render: (it) => say(it.plan) },
    {
      key: 'state',
      title: t('state'),
      render: (it) =>
        it.end_reason === null || it.end_reason === 'refunded'
          ? t(`state-${it.state}`)
          : `${t(`state-${it.state}`)} · ${t(`reason-${it.end_reason}`)}`,
    },
    { key: 'renews', title: t('auto-renew'), render: (it) => t(it.auto_renew ? 'yes' : 'no') },
    { key: 'begins', title: t('begins'), render: (it) => <Instant at={it.begins_at} /> },
    { key: 'ends', title: t('last-day'), render: (it) => <Day day={it.last_day} /> },
    {
      key: 'told',
      title: t('told'),
      render: (it) => (it.told_at === null ? '–' : <Instant at={it.told_at} />),
    },
  ];
}
