import { Tabs } from 'antd';
import { useShop } from '../../../client/me.ts';
import { useView } from '../../../kit/list/view.ts';
import { useCustomerWords } from '../words.ts';
import { Notes } from './notes.tsx';
import styles from './one.module.css';
import { Orders } from './orders.tsx';
import { Timeline } from './timeline.tsx';
import type { Customer } from './use-customer.ts';

/** What happened, what was ordered, what staff wrote down. The tab stands in the address. */
export function Activity({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const shop = useShop();
  const [{ tab }, setView] = useView({ tab: 'timeline' });
  const items = [
    { key: 'timeline', label: t('timeline'), children: <Timeline /> },
    ...(shop.may('orders:read')
      ? [{ key: 'orders', label: t('orders'), children: <Orders customer={customer.customer_id} /> }]
      : []),
    ...(shop.may('customers:write') ? [{ key: 'notes', label: t('notes'), children: <Notes /> }] : []),
  ];
  return (
    <section className={`card ${styles.tabs}`} aria-label={t('activity')}>
      <Tabs activeKey={tab} onChange={(key) => setView({ tab: key })} items={items} destroyOnHidden />
    </section>
  );
}
