import { Link } from 'react-router';
import type { Answer } from '../../client/ask.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Money, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { TierOfCode } from '../../kit/tier-name.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

export const benefitsPath = '/api/shops/{shop}/benefits' as const;
const costsPath = '/api/shops/{shop}/benefits/costs' as const;
type Tier = Answer<typeof benefitsPath>['tiers'][number];
const marginPath = '/api/shops/{shop}/benefits/margin' as const;
type Cost = Answer<typeof costsPath>['costs'][number];
type Margin = Answer<typeof marginPath>;

/** What each tier brings, as the public rules say it, what gifts have cost in a year, and the margin they protect. */
export function Benefits() {
  const t = useTierWords();
  const path = { path: { shop: useShop().slug } };
  const rules = useAsk(benefitsPath, path, { fresh: 0 });
  const costs = useAsk(costsPath, path, { fresh: 0 });
  const margin = useAsk(marginPath, path, { fresh: 0 });
  return (
    <Section title={t('benefits')}>
      <QueryState query={rules}>{(it) => <Brought tiers={it.tiers} />}</QueryState>
      <QueryState query={costs}>{(it) => <Costs costs={it.costs} />}</QueryState>
      <QueryState query={margin}>{(it) => <Protected it={it} />}</QueryState>
    </Section>
  );
}

function Brought({ tiers }: { readonly tiers: readonly Tier[] }) {
  const t = useTierWords();
  const say = useText();
  const bring = tiers.filter(({ benefits }) => benefits.length > 0);
  if (bring.length === 0) return <p className="muted">{t('no-benefits')}</p>;
  return (
    <ul>
      {bring.map(({ code, name, benefits }) => (
        <li key={code}>
          <strong>{say(name)}</strong> {benefits.map(({ sentence }) => say(sentence)).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function Costs({ costs }: { readonly costs: readonly Cost[] }) {
  const t = useTierWords();
  const columns: Column<Cost>[] = [
    { key: 'benefit', title: t('benefit'), render: ({ benefit }) => t(`benefit-${benefit}`) },
    { key: 'tier', title: t('tier'), render: ({ tier }) => <TierOfCode code={tier} /> },
    { key: 'grants', title: t('granted'), align: 'right', render: (it) => <Num value={it.grants} /> },
    { key: 'used', title: t('used'), align: 'right', render: (it) => <Num value={it.used} /> },
    { key: 'cost', title: t('cost'), align: 'right', render: (it) => <Money value={it.cost_minor} /> },
    { key: 'open', title: t('cost-open'), align: 'right', render: (it) => <Money value={it.open_minor} /> },
  ];
  if (costs.length === 0) return null;
  return (
    <>
      <h3 className={styles.part}>{t('costs')}</h3>
      <PlainList
        label={t('costs')}
        columns={columns}
        rows={costs}
        rowKey={({ benefit, tier }) => `${benefit} ${tier}`}
        empty={{ title: t('no-benefits'), hint: t('no-rules-hint') }}
      />
    </>
  );
}

/** Margin a customer of each tier beside that of its customers who are held out, and what it comes to for all. */
function Protected({ it }: { readonly it: Margin }) {
  const t = useTierWords();
  const { slug } = useShop();
  if (it.tiers.length === 0) return null;
  const columns: Column<Margin['tiers'][number]>[] = [
    { key: 'tier', title: t('tier'), render: ({ tier }) => <TierOfCode code={tier} /> },
    { key: 'customers', title: t('reached'), align: 'right', render: (row) => <Num value={row.customers} /> },
    { key: 'held', title: t('held-out'), align: 'right', render: (row) => <Num value={row.held_out} /> },
    {
      key: 'margin',
      title: t('margin-each'),
      align: 'right',
      render: (row) => <Money value={row.margin_minor} />,
    },
    {
      key: 'margin-held',
      title: t('margin-held'),
      align: 'right',
      render: (row) => <Money value={row.held_out_margin_minor} />,
    },
    {
      key: 'protected',
      title: t('protected'),
      align: 'right',
      render: ({ protected: all }) =>
        all === null ? (
          '–'
        ) : (
          <>
            <Money value={all.value} compact />{' '}
            <span className="muted">
              (<Money value={all.low} compact /> … <Money value={all.high} compact />)
            </span>
          </>
        ),
    },
    { key: 'cost', title: t('cost'), align: 'right', render: (row) => <Money value={row.cost_minor} /> },
  ];
  return (
    <>
      <h3 className={styles.part}>{t('protected')}</h3>
      <PlainList
        label={t('protected')}
        columns={columns}
        rows={it.tiers}
        rowKey={({ tier }) => tier}
        empty={{ title: t('no-benefits'), hint: t('no-rules-hint') }}
      />
      <p className="muted">{it.holdout_share === 0 ? t('no-holdout') : t('protected-hint')}</p>
      {it.holdout_share === 0 && <Link to={`/shops/${slug}/compliance/notices`}>{t('set-holdout')}</Link>}
    </>
  );
}
