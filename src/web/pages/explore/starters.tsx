import styles from './explore.module.css';
import { emptyView, type View, withQuestion } from './view-rules.ts';
import { useExploreWords } from './words.ts';

/** Questions to begin with: each is a view like any other, to be changed. */
const starters = {
  provinces: {
    ...withQuestion(emptyView, { measures: ['net-sales', 'buyers'], rows: ['province'] }),
    ...{ range: 'this-month', chart: 'table' },
  },
  channels: {
    ...withQuestion(emptyView, { measures: ['gmv'], rows: ['channel'], columns: ['month'] }),
    ...{ range: 'last-365-days', chart: 'stacked-bar' },
  },
  returning: {
    ...withQuestion(emptyView, { measures: ['net-sales'], rows: ['week'], columns: ['new-returning'] }),
    range: 'last-90-days',
  },
  products: {
    ...withQuestion(emptyView, {
      ...{ measures: ['gmv', 'paid-orders', 'buyers'], rows: ['product'] },
      top: [{ dimension: 'product', count: 20 }],
    }),
    chart: 'table',
  },
  repurchase: {
    ...withQuestion(emptyView, { measures: ['repurchase-rate', 'retention-rate'], rows: ['month'] }),
    range: 'last-24-months',
  },
  groups: {
    ...withQuestion(emptyView, { measures: ['gmv', 'buyers', 'aov'], rows: ['rfm-group'] }),
    ...{ range: 'last-365-days', chart: 'bar' },
  },
  worth: {
    ...withQuestion(emptyView, {
      ...{ measures: ['expected-value', 'mean-alive', 'value-at-stake'], rows: ['churn-band'] },
      columns: ['value-band'],
    }),
    chart: 'table',
  },
  categories: {
    ...withQuestion(emptyView, { measures: ['gmv', 'refund-rate'], rows: ['category'], compare: 'previous' }),
    ...{ range: 'last-90-days', chart: 'table' },
  },
  cities: {
    ...withQuestion(emptyView, {
      measures: ['paid-orders'],
      rows: ['city'],
      top: [{ dimension: 'city', count: 10 }],
    }),
    ...{ range: 'last-365-days', chart: 'bar' },
  },
} satisfies Readonly<Record<string, View>>;

const names = Object.keys(starters) as (keyof typeof starters)[];

/** What an empty page offers: a click, and there is an answer to go on from. */
export function Starters({ onStart }: { readonly onStart: (view: View) => void }) {
  const t = useExploreWords();
  return (
    <div className={styles.starters}>
      <h2>{t('start-title')}</h2>
      <p className="muted">{t('start-hint')}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => onStart(starters[name])}>
              <strong>{t(`start-${name}`)}</strong>
              <span className="muted">{t(`start-${name}-what`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
