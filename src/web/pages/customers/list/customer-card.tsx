import { Instant, Money, Num } from '../../../kit/figures.tsx';
import { GroupMark } from '../group-mark.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';
import type { CustomerRow } from './row.ts';
import { Tags } from './use-customer-columns.tsx';
import { Who } from './who.tsx';

/** A customer on a phone. */
export function CustomerCard({ row }: { readonly row: CustomerRow }) {
  const t = useCustomerWords();
  const { figures } = row;
  return (
    <div className={styles.card}>
      <div className={styles.line}>
        <strong>
          <Who row={row} />
        </strong>
        {figures?.scores && <GroupMark code={figures.scores.rfm_group} />}
      </div>
      <div className={`muted ${styles.line}`}>
        <span>{[row.phone, row.province].filter(Boolean).join(' · ')}</span>
        <span>
          <Money value={figures?.net_sales ?? null} /> · <Num value={figures?.orders ?? null} />{' '}
          {t('orders-short')}
        </span>
      </div>
      {figures?.last_order_at && (
        <div className="muted">
          {t('column-last-order')} <Instant at={figures.last_order_at} />
        </div>
      )}
      {row.tags.length > 0 && <Tags tags={row.tags} />}
    </div>
  );
}
