import { Button } from 'antd';
import { Link } from 'react-router';
import type { ErasureAnswer } from '../../../../contract/personal-request.ts';
import { Facts } from '../../../kit/facts.tsx';
import listStyles from '../list/list.module.css';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

interface ErasureReceiptProps {
  readonly it: ErasureAnswer;
  readonly onClose: () => void;
}

/** What can be told whoever asked for it: the number under which it is on record, and where. */
export function ErasureReceipt({ it, onClose }: ErasureReceiptProps) {
  const t = useCustomerWords();
  const { shop, path } = useCustomer();
  const log = new URLSearchParams({ subject: `customer:${path.customer}` });
  return (
    <div className={styles.stack}>
      <p role="status">{t('erased-means')}</p>
      <Facts
        facts={[
          [t('erased-number'), it.erasure_id],
          [t('erased-customer'), path.customer],
          [t('erased-persons'), it.person_ids.join(', ')],
        ]}
      />
      {shop.may('audit:read') && (
        <Link to={`/shops/${shop.slug}/compliance/audit-log?${log}`}>{t('erased-log')}</Link>
      )}
      <div className={listStyles.buttons}>
        <Button type="primary" onClick={onClose}>
          {t('erased-back')}
        </Button>
      </div>
    </div>
  );
}
