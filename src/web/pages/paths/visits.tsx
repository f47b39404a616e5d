import { Select } from 'antd';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { useChannelName } from '../../kit/channel-names.ts';
import { useDays } from '../../kit/days-choice.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { useLength } from '../../kit/format/use-length.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { oneOf, splits } from './path-view.ts';
import styles from './paths.module.css';
import { SaveCsv } from './save-csv.tsx';
import type { TabProps } from './tab-props.ts';
import { usePathWords } from './words.ts';

type VisitsAnswer = Answer<'/api/shops/{shop}/analytics/visits'>;
type Row = VisitsAnswer['total'];

/** How many visits, how long, how many left at once, how many bought. */
export function Visits({ view, change }: TabProps) {
  const t = usePathWords();
  const { slug: shop } = useShop();
  const by = oneOf(splits, view.by, 'channel');
  const query = { ...useDays(view.days), by };
  const answer = useAsk('/api/shops/{shop}/analytics/visits', { path: { shop }, query }, { keep: true });
  return (
    <Section
      title={
        <>
          {t('tab-visits')}
          <Meaning title={t('tab-visits')} text={t('visits-meaning')} />
        </>
      }
      extra={
        <span className={styles.extra}>
          <Select
            aria-label={t('by')}
            value={by}
            onChange={(it) => change({ by: it })}
            options={splits.map((value) => ({ value, label: t(`by-${value}`) }))}
            popupMatchSelectWidth={false}
          />
          <SaveVisits answer={answer.data} />
        </span>
      }
    >
      <QueryState
        query={answer}
        empty={({ total }) =>
          total.visits === 0 ? <Empty title={t('no-events')} hint={t('no-events-hint')} /> : undefined
        }
      >
        {(data) => <Table answer={data} by={by} />}
      </QueryState>
    </Section>
  );
}

const columns = [
  'visits',
  'customers',
  'bounce-rate',
  'mean-time',
  'median-time',
  'events',
  'bought-rate',
] as const;

function SaveVisits({ answer }: { readonly answer: VisitsAnswer | undefined }) {
  const t = usePathWords();
  const cells = (it: Row) => [
    it.value.replace('\u0001', ''),
    it.visits,
    it.customers,
    it.bounce_rate,
    it.mean_seconds,
    it.median_seconds,
    it.events,
    it.bought_rate,
  ];
  const rows = answer && [answer.total, ...answer.values].map(cells);
  return <SaveCsv name={t('tab-visits')} heads={[t('value'), ...columns.map((it) => t(it))]} rows={rows} />;
}

function Table({ answer, by }: { readonly answer: VisitsAnswer; readonly by: string }) {
  const t = usePathWords();
  const channelName = useChannelName();
  const nameOf = (value: string) => {
    if (value === '\u0001other') return t('others');
    if (value === '') return t('unknown');
    return by === 'channel' ? channelName(value) : value;
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('value')}</th>
            {columns.map((it) => (
              <th key={it} scope="col">
                {t(it)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line name={t('all')} row={answer.total} />
          {answer.values.map((row) => (
            <Line key={row.value} name={nameOf(row.value)} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ name, row }: { readonly name: string; readonly row: Row }) {
  const { number, share } = useFormat();
  const sayLength = useLength();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{number(row.visits)}</td>
      <td>{number(row.customers)}</td>
      <td>{share(row.bounce_rate)}</td>
      <td>{sayLength(row.mean_seconds)}</td>
      <td>{sayLength(row.median_seconds)}</td>
      <td>{number(row.events)}</td>
      <td>{share(row.bought_rate)}</td>
    </tr>
  );
}
