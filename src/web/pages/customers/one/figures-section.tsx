import type { ReactNode } from 'react';
import { useAsk } from '../../../client/ask.ts';
import { Instant, Money, Num, Share } from '../../../kit/figures.tsx';
import { Meaning } from '../../../kit/meaning.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useTouchName } from '../../../kit/touch-names.ts';
import { useCodeWords } from '../code-words.ts';
import { GroupMark } from '../group-mark.tsx';
import { useCustomerWords } from '../words.ts';
import { figuresPath } from './customer-question.ts';
import styles from './one.module.css';
import { type Customer, type Figures, useCustomer } from './use-customer.ts';

interface OfCustomer {
  readonly customer: Customer;
}

/** What the customer comes to, with what each figure means one click away. */
export function FiguresSection({ customer }: OfCustomer) {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const figures = useAsk(figuresPath, { path });
  return (
    <Section title={t('figures')}>
      <QueryState
        query={figures}
        empty={(it) => (it.figures === null ? <p>{t('no-figures')}</p> : undefined)}
      >
        {(it) => (
          <dl className={styles.tiles}>
            <Amounts it={it} />
            <Times it={it} />
            <Scores it={it} />
            <Origins it={it} customer={customer} />
          </dl>
        )}
      </QueryState>
    </Section>
  );
}

const terms = [
  ...(['net-sales', 'paid', 'refunded', 'orders', 'average-order', 'refund-rate', 'order-gap'] as const),
  ...(['first-order', 'last-order', 'rfm', 'scores', 'quadrant', 'stage', 'channel'] as const),
  ...(['first-touch', 'favourites'] as const),
] as const;
type Term = (typeof terms)[number];

function Tile({ term, children }: { readonly term: Term; readonly children: ReactNode }) {
  const t = useCustomerWords();
  return (
    <div>
      <dt>
        {t(`term-${term}`)} <Meaning title={t(`term-${term}`)} text={t(`means-${term}`)} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

interface OfFigures {
  readonly it: Figures;
}

function Amounts({ it }: OfFigures) {
  const figures = it.figures!;
  return (
    <>
      <Tile term="net-sales">
        <Money value={figures.net_sales} />
      </Tile>
      <Tile term="paid">
        <Money value={figures.paid} />
      </Tile>
      <Tile term="refunded">
        <Money value={figures.refunded} />
      </Tile>
      <Tile term="refund-rate">
        <Share value={it.refund_rate} />
      </Tile>
      <Tile term="orders">
        <Num value={figures.orders} />
      </Tile>
      <Tile term="average-order">
        <Money value={it.average_order === null ? null : Math.round(it.average_order)} />
      </Tile>
    </>
  );
}

function Times({ it }: OfFigures) {
  const t = useCustomerWords();
  const { first_order_at: first, last_order_at: last } = it.figures!;
  const gap = it.order_gap_days;
  return (
    <>
      <Tile term="first-order">{first ? <Instant at={first} /> : '–'}</Tile>
      <Tile term="last-order">{last ? <Instant at={last} /> : '–'}</Tile>
      <Tile term="order-gap">{gap === null ? '–' : t('days', { count: Math.round(gap) })}</Tile>
    </>
  );
}

/** Absent for whoever may not see analyses, and of whoever objected to being profiled. */
function Scores({ it }: OfFigures) {
  const codes = useCodeWords();
  const { scores, stage } = it.figures!;
  return (
    <>
      {scores && (
        <>
          <Tile term="rfm">
            <GroupMark code={scores.rfm_group} />
          </Tile>
          <Tile term="scores">
            <span className="figures">
              R{scores.recency} F{scores.frequency} M{scores.monetary}
            </span>
          </Tile>
          <Tile term="quadrant">{codes.quadrant(scores.quadrant)}</Tile>
        </>
      )}
      {stage && <Tile term="stage">{codes.stage(stage)}</Tile>}
    </>
  );
}

function Origins({ it, customer }: OfFigures & OfCustomer) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const touchName = useTouchName();
  const touch = customer.first_touch;
  const told = touch && [
    touch.channel && codes.channel(touch.channel),
    touch.source && touchName(touch.source),
    touch.medium && touchName(touch.medium),
    touch.campaign,
  ];
  const favourites = it.habits.categories.filter((one) => one.value !== '').slice(0, 3);
  return (
    <>
      <Tile term="channel">{codes.channel(it.figures!.channel)}</Tile>
      <Tile term="first-touch">
        {[...new Set(told?.filter((one) => one))].join(' · ') || t('unknown')}
        {touch && (
          <div className="muted">
            <Instant at={touch.at} />
          </div>
        )}
      </Tile>
      <Tile term="favourites">{favourites.map((one) => one.value).join(' · ') || '–'}</Tile>
    </>
  );
}
