import type { ReactNode } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { Instant, Money, Num, Share } from '../../../kit/figures.tsx';
import { HelpPanel } from '../../../kit/page/help-panel.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useCodeWords } from '../code-words.ts';
import { GroupMark } from '../group-mark.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { type Figures, useCustomer } from './use-customer.ts';

/** What the customer comes to, with what each figure means one click away. */
export function FiguresSection() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const figures = useAsk('/api/shops/{shop}/customers/{customer}/figures', { path });
  return (
    <Section title={t('figures')} extra={<Definitions />}>
      <QueryState
        query={figures}
        empty={(it) => (it.figures === null ? <p>{t('no-figures')}</p> : undefined)}
      >
        {(it) => <Tiles it={it} />}
      </QueryState>
    </Section>
  );
}

function Definitions() {
  const t = useCustomerWords();
  const terms = [
    ...(['net-sales', 'orders', 'average-order', 'refund-rate', 'order-gap'] as const),
    ...(['rfm', 'quadrant', 'stage'] as const),
  ];
  return (
    <HelpPanel>
      <dl className={styles.definitions}>
        {terms.map((term) => (
          <div key={term}>
            <dt>{t(`term-${term}`)}</dt>
            <dd>{t(`means-${term}`)}</dd>
          </div>
        ))}
      </dl>
    </HelpPanel>
  );
}

function Tiles({ it }: { readonly it: Figures }) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const figures = it.figures!;
  const scores = figures.scores;
  const favourites = it.habits.categories.filter((one) => one.value !== '').slice(0, 3);
  const tiles: readonly (readonly [string, ReactNode])[] = [
    [t('term-net-sales'), <Money key="v" value={figures.net_sales} />],
    [t('term-orders'), <Num key="v" value={figures.orders} />],
    [t('term-average-order'), <Money key="v" value={rounded(it.average_order)} />],
    [t('term-refund-rate'), <Share key="v" value={it.refund_rate} />],
    [
      t('term-order-gap'),
      it.order_gap_days === null ? '–' : t('days', { count: Math.round(it.order_gap_days) }),
    ],
    [t('column-first-order'), figures.first_order_at ? <Instant key="v" at={figures.first_order_at} /> : '–'],
    [t('column-last-order'), figures.last_order_at ? <Instant key="v" at={figures.last_order_at} /> : '–'],
    [t('column-channel'), codes.channel(figures.channel)],
    ...(scores
      ? ([
          [
            t('term-rfm'),
            <span key="v">
              <GroupMark code={scores.rfm_group} />{' '}
              <span className="figures muted">
                R{scores.recency} F{scores.frequency} M{scores.monetary}
              </span>
            </span>,
          ],
          [t('term-quadrant'), codes.quadrant(scores.quadrant)],
        ] as const)
      : []),
    ...(figures.stage ? ([[t('term-stage'), codes.stage(figures.stage)]] as const) : []),
    ...(favourites.length > 0
      ? ([[t('favourites'), favourites.map((one) => one.value).join(' · ')]] as const)
      : []),
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));
