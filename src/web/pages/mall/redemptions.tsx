import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, take } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Instant, Money, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { type Redemption, redemptionsPath, reloadItems } from './items-path.ts';
import styles from './mall.module.css';
import { useAddressCursor } from './use-address-cursor.ts';
import { useMallWords } from './words.ts';

/** What was taken, newest first, and what is held for somebody. */
export function Redemptions({ mayDecide }: { readonly mayDecide: boolean }) {
  const t = useMallWords();
  const { slug: shop } = useShop();
  const { cursor, go } = useAddressCursor();
  const query = { limit: 50, ...(cursor !== null && { cursor }) };
  const found = useAsk(redemptionsPath, { path: { shop }, query }, { fresh: 0, keep: true });
  const columns = useColumns(mayDecide);
  return (
    <Section title={t('redemptions')}>
      <QueryState query={found}>
        {(it) => (
          <>
            <PlainList
              label={t('redemptions')}
              columns={columns}
              rows={it.redemptions}
              rowKey={({ redemption_id: id }) => String(id)}
              empty={{ title: t('no-redemptions'), hint: t('no-redemptions-hint') }}
            />
            <div className={styles.buttons}>
              {cursor !== null && <Button onClick={() => go(null)}>{t('newest')}</Button>}
              {it.next_cursor !== null && <Button onClick={() => go(it.next_cursor)}>{t('older')}</Button>}
            </div>
          </>
        )}
      </QueryState>
    </Section>
  );
}

function useColumns(mayDecide: boolean): Column<Redemption>[] {
  const t = useMallWords();
  const { slug } = useShop();
  return [
    { key: 'at', title: t('at'), render: (it) => <Instant at={it.held_at} /> },
    {
      key: 'customer',
      title: t('customer'),
      render: (it) =>
        it.customer_id === null ? (
          t('erased')
        ) : (
          <Link to={`/shops/${slug}/customers/${it.customer_id}`}>{it.customer_id}</Link>
        ),
    },
    { key: 'item', title: t('name'), render: (it) => it.item_name },
    { key: 'count', title: t('count'), align: 'right', render: (it) => <Num value={it.count} /> },
    { key: 'points', title: t('points'), align: 'right', render: (it) => <Num value={it.points} /> },
    { key: 'money', title: t('money'), align: 'right', render: (it) => <Money value={it.money_minor} /> },
    {
      key: 'state',
      title: t('state'),
      render: (it) =>
        mayDecide && it.state === 'held' ? <Decide it={it} /> : <State it={it} {...{ mayDecide }} />,
    },
  ];
}

async function reload(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [redemptionsPath] });
  await reloadItems();
}

function State({ it, mayDecide }: { readonly it: Redemption; readonly mayDecide: boolean }) {
  const t = useMallWords();
  return (
    <div className={styles.buttons}>
      {t(`state-${it.state}`)}
      {mayDecide && it.state === 'confirmed' && <TakeBack it={it} />}
    </div>
  );
}

function TakeBack({ it }: { readonly it: Redemption }) {
  const t = useMallWords();
  const { slug: shop } = useShop();
  const [restock, setRestock] = useState(true);
  const params = { path: { shop, redemption: it.redemption_id } };
  const act = async () => {
    const body = { restock };
    await take(api.POST('/api/shops/{shop}/mall/redemptions/{redemption}/return', { params, body }));
    await reload();
  };
  return (
    <ConfirmAction label={t('take-back')} title={t('take-back')} danger button={{ size: 'small' }} act={act}>
      <p>{t('take-back-hint')}</p>
      <Checkbox checked={restock} onChange={({ target }) => setRestock(target.checked)}>
        {t('restock')}
      </Checkbox>
    </ConfirmAction>
  );
}

function Decide({ it }: { readonly it: Redemption }) {
  const t = useMallWords();
  const { slug: shop } = useShop();
  const params = { path: { shop, redemption: it.redemption_id } };
  const end = async (how: 'confirm' | 'cancel') => {
    await take(api.POST(`/api/shops/{shop}/mall/redemptions/{redemption}/${how}`, { params }));
    await reload();
  };
  return (
    <div className={styles.buttons}>
      {(['confirm', 'cancel'] as const).map((how) => (
        <ConfirmAction
          key={how}
          label={t(how)}
          title={t(how)}
          danger={how === 'cancel'}
          button={{ size: 'small' }}
          act={() => end(how)}
        >
          <p>{t(`${how}-hint`)}</p>
        </ConfirmAction>
      ))}
    </div>
  );
}
