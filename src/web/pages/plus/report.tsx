import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Money, Num, Share } from '../../kit/figures.tsx';
import { formatMonth } from '../../kit/format/dates.ts';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage, useText } from '../../kit/words/language.ts';
import { type Report, reportPath } from './paths.ts';
import styles from './plus.module.css';
import { Paid } from './price.tsx';
import { usePlusWords } from './words.ts';

type PlanFigures = Report['plans'][number];
type Cohort = Report['cohorts'][number];

/** Members, revenue and cost of benefits by plan; renewals by the month of the first payment. */
export function PlusReport() {
  const t = usePlusWords();
  const report = useAsk(reportPath, { path: { shop: useShop().slug } }, { fresh: 0 });
  return (
    <Section title={t('report')}>
      <QueryState query={report}>
        {({ plans, cohorts }) => (
          <>
            <ByPlan plans={plans} />
            <h3 className={styles.second}>{t('cohorts')}</h3>
            <Cohorts cohorts={cohorts} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

function ByPlan({ plans }: { readonly plans: readonly PlanFigures[] }) {
  const t = usePlusWords();
  const say = useText();
  const count = (key: 'trialing' | 'active' | 'cancelled' | 'ended'): Column<PlanFigures> => ({
    ...{ key, title: t(`now-${key}`), align: 'right', render: (it) => <Num value={it[key]} /> },
  });
  const columns: Column<PlanFigures>[] = [
    { key: 'plan', title: t('plan'), render: (it) => say(it.plan) },
    ...(['trialing', 'active', 'cancelled', 'ended'] as const).map(count),
    { key: 'revenue', title: t('revenue'), align: 'right', render: (it) => <Paid {...it.revenue} /> },
    {
      key: 'cost',
      title: t('cost'),
      align: 'right',
      render: (it) => <Money value={it.cost.total_minor} />,
    },
    { key: 'share', title: t('cost-share'), align: 'right', render: (it) => <Share value={it.cost_share} /> },
    {
      key: 'converted',
      title: t('conversion'),
      align: 'right',
      render: (it) => <Share value={it.conversion_rate} />,
    },
  ];
  return (
    <PlainList
      label={t('report')}
      columns={columns}
      rows={plans}
      rowKey={({ plan_id: id }) => String(id)}
      empty={{ title: t('no-report'), hint: t('no-report-hint') }}
    />
  );
}

function Cohorts({ cohorts }: { readonly cohorts: readonly Cohort[] }) {
  const t = usePlusWords();
  const language = useLanguage();
  const most = Math.max(0, ...cohorts.map(({ renewals }) => renewals.length));
  const columns: Column<Cohort>[] = [
    { key: 'month', title: t('first-paid'), render: (it) => formatMonth(it.month, language) },
    { key: 'size', title: t('size'), align: 'right', render: (it) => <Num value={it.size} /> },
    ...Array.from(
      { length: most },
      (_, n): Column<Cohort> => ({
        key: `renewal-${n}`,
        title: t('nth-renewal', { n: n + 1 }),
        align: 'right',
        render: ({ renewals }) => <Share value={renewals[n]?.rate ?? null} />,
      }),
    ),
  ];
  return (
    <PlainList
      label={t('cohorts')}
      columns={columns}
      rows={cohorts}
      rowKey={({ month }) => month}
      empty={{ title: t('no-cohorts'), hint: t('no-cohorts-hint') }}
    />
  );
}
