import { Link } from 'react-router';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Instant, Num, Share } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { TierBadge } from '../../kit/tier-badge.tsx';
import { type Standings, tiersPath } from './paths.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

type Tier = Standings['tiers'][number];

interface DistributionProps {
  readonly it: Standings;
  readonly mayEvaluate: boolean;
}

/** How many customers stand on each tier, and when everybody was last evaluated. */
export function Distribution({ it, mayEvaluate }: DistributionProps) {
  const t = useTierWords();
  const last = it.evaluations[0];
  return (
    <Section title={t('distribution')} extra={mayEvaluate && it.version > 0 && <EvaluateNow />}>
      <Tiers it={it} />
      {last !== undefined && (
        <p className={`muted ${styles.last}`}>
          {t('evaluated')} <Instant at={last.at} /> · {t(`cause-${last.cause}`)} ·{' '}
          {t('moved', { up: last.up, down: last.down })}
        </p>
      )}
    </Section>
  );
}

function Tiers({ it }: Pick<DistributionProps, 'it'>) {
  const t = useTierWords();
  const shop = useShop();
  const all = it.tiers.reduce((sum, { customers }) => sum + customers, 0);
  const list = (tier: Tier) => `/shops/${shop.slug}/customers?tier=${encodeURIComponent(tier.name.zh)}`;
  const columns: Column<Tier>[] = [
    { key: 'tier', title: t('tier'), render: (tier) => <TierBadge tier={tier} /> },
    {
      ...{ key: 'customers', title: t('customers'), align: 'right' },
      render: (tier) => (
        <Link to={list(tier)}>
          <Num value={tier.customers} />
        </Link>
      ),
    },
    {
      ...{ key: 'share', title: t('share'), align: 'right' },
      render: ({ customers }) => <Share value={all === 0 ? null : customers / all} />,
    },
    { key: 'bar', title: '', render: (tier) => <Bar tier={tier} of={all} /> },
    {
      ...{ key: 'risk', title: t('at-risk'), align: 'right' },
      render: (tier) => <Num value={tier.at_risk} />,
    },
  ];
  return (
    <PlainList
      label={t('distribution')}
      columns={columns}
      rows={it.tiers}
      rowKey={({ code }) => code}
      empty={{ title: t('no-rules'), hint: t('no-rules-hint') }}
    />
  );
}

const Bar = ({ tier, of }: { readonly tier: Tier; readonly of: number }) => (
  <span className={styles.track} aria-hidden="true">
    <span
      className={styles.bar}
      style={{ width: `${of === 0 ? 0 : (100 * tier.customers) / of}%`, background: tier.color }}
    />
  </span>
);

function EvaluateNow() {
  const t = useTierWords();
  const { slug: shop } = useShop();
  const act = async () => {
    await take(api.POST(`${tiersPath}/evaluate`, { params: { path: { shop } } }));
    await queryClient.invalidateQueries({ queryKey: [tiersPath] });
  };
  return (
    <ConfirmAction label={t('evaluate')} title={t('evaluate')} act={act}>
      <p>{t('evaluate-hint')}</p>
    </ConfirmAction>
  );
}
