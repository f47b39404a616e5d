import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Money, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useTiers } from '../../kit/use-tiers.ts';
import { ChangeItem, ChangeStock, NewItem } from './change-item.tsx';
import { type Item, itemsPath } from './items-path.ts';
import styles from './mall.module.css';
import { useMallWords } from './words.ts';

/** What the mall offers, with its stock. */
export function Items({ mayChange }: { readonly mayChange: boolean }) {
  const t = useMallWords();
  const items = useAsk(itemsPath, { path: { shop: useShop().slug } }, { fresh: 0 });
  const columns = useColumns(mayChange);
  return (
    <Section title={t('items')} extra={mayChange && <NewItem />}>
      <QueryState query={items}>
        {(it) => (
          <PlainList
            label={t('items')}
            columns={columns}
            rows={it.items}
            rowKey={({ item_id: id }) => String(id)}
            empty={{ title: t('no-items'), hint: t('no-items-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}

function useColumns(mayChange: boolean): Column<Item>[] {
  const t = useMallWords();
  const { nameOf } = useTiers();
  return [
    { key: 'name', title: t('name'), render: (it) => it.name },
    { key: 'kind', title: t('kind'), render: (it) => t(`kind-${it.kind}`) },
    { key: 'price', title: t('price'), align: 'right', render: (it) => <Price it={it} /> },
    {
      key: 'free',
      title: t('free'),
      align: 'right',
      render: (it) => (it.stock.free === 0 ? t('sold-out') : <Num value={it.stock.free} />),
    },
    { key: 'held', title: t('held'), align: 'right', render: (it) => <Num value={it.stock.held} /> },
    { key: 'gone', title: t('gone'), align: 'right', render: (it) => <Num value={it.stock.gone} /> },
    {
      key: 'who',
      title: t('who'),
      render: (it) => (it.tiers.length === 0 ? t('everybody') : it.tiers.map(nameOf).join(' · ')),
    },
    {
      key: 'most',
      title: t('most'),
      align: 'right',
      render: (it) => <Most it={it} />,
    },
    { key: 'listed', title: t('state'), render: (it) => t(it.is_listed ? 'is-listed' : 'is-not-listed') },
    ...(mayChange ? [{ key: 'act', title: t('act'), render: (it: Item) => <Acts it={it} /> }] : []),
  ];
}

/** Of everybody, and of tiers that may take another number. */
function Most({ it }: { readonly it: Item }) {
  const t = useMallWords();
  return (
    <>
      {it.most_per_customer === null ? t('unbounded') : <Num value={it.most_per_customer} />}
      {it.most_by_tier?.map(({ tier, most }) => (
        <div key={tier}>
          {tier} <Num value={most} />
        </div>
      ))}
    </>
  );
}

function Price({ it }: { readonly it: Item }) {
  const t = useMallWords();
  return (
    <>
      {t('points-of', { count: it.points })}
      {it.money_minor > 0 && (
        <>
          {' + '}
          <Money value={it.money_minor} />
        </>
      )}
    </>
  );
}

const Acts = ({ it }: { readonly it: Item }) => (
  <div className={styles.buttons}>
    <ChangeItem key={it.version} it={it} />
    <ChangeStock it={it} />
  </div>
);
