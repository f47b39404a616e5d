import type { ReactNode } from 'react';
import type { ImportResult } from '../../../contract/imports.ts';
import { Money, Num } from '../../kit/figures.tsx';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

type Counts = Pick<
  ImportResult,
  | 'rows'
  | 'accepted'
  | 'rejected'
  | 'duplicates'
  | 'customers'
  | 'orders'
  | 'lines'
  | 'events'
  | 'refunds'
  | 'amount_minor'
>;

interface ImportCountsProps {
  readonly counts: Counts;
  /** What would be, not what is. */
  readonly isDry?: boolean;
}

/** What an import did, or would do: figures of equal size, what cannot be used in colour. */
export function ImportCounts({ counts, isDry = false }: ImportCountsProps) {
  const t = useImportWords();
  const { customers, orders } = counts;
  const { known } = customers;
  return (
    <dl className={styles.counts}>
      <Count label={t('rows')} value={<Num value={counts.rows} />} />
      <Count label={isDry ? t('usable') : t('accepted')} value={<Num value={counts.accepted} />} />
      <Count label={t('duplicates')} value={<Num value={counts.duplicates} />} />
      <Count label={t('rejected')} value={<Num value={counts.rejected} />} isBad={counts.rejected > 0} />
      <Count
        label={t('new-customers')}
        value={<Num value={customers.created} />}
        more={known === undefined ? t('changed', { count: customers.updated }) : t('known', { count: known })}
      />
      <Count
        label={t('new-orders')}
        value={<Num value={orders.created} />}
        more={t('changed', { count: orders.updated })}
      />
      {counts.refunds > 0 && <Count label={t('refunds')} value={<Num value={counts.refunds} />} />}
      {counts.events > 0 && <Count label={t('events')} value={<Num value={counts.events} />} />}
      {Object.entries(counts.amount_minor).map(([currency, minor]) => (
        <Count key={currency} label={t('amount')} value={<Money value={minor} currency={currency} />} />
      ))}
    </dl>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly more?: ReactNode;
  readonly isBad?: boolean;
}

function Count({ label, value, more, isBad = false }: CountProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={isBad ? styles.bad : ''}>
        {value}
        {more !== undefined && <span className="muted">{more}</span>}
      </dd>
    </div>
  );
}
