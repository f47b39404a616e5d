import type { Answer } from '../../../client/ask.ts';
import { ask } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { CopyButton } from '../../../kit/copy-button.tsx';
import { Instant, Money, Num } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { DataList } from '../../../kit/list/data-list.tsx';
import { useCodeWords } from '../code-words.ts';
import styles from '../list/list.module.css';
import { useCustomerWords } from '../words.ts';

type Order = Answer<'/api/shops/{shop}/orders'>['orders'][number];

/** Orders of one customer, newest first. */
export function Orders({ customer }: { readonly customer: number }) {
  const t = useCustomerWords();
  const { slug } = useShop();
  return (
    <DataList
      label={t('orders')}
      columns={useOrderColumns()}
      rowKey={(it) => String(it.order_id)}
      queryKey={['orders of', slug, customer]}
      load={async (cursor, signal) => {
        const query = { customer, limit: 20, ...(cursor !== undefined && { cursor }) };
        const page = await ask('/api/shops/{shop}/orders', { path: { shop: slug }, query }, signal);
        return { rows: page.orders, next: page.next_cursor };
      }}
      empty={{ title: t('orders-empty') }}
      card={(it) => <OrderCard order={it} />}
    />
  );
}

function useOrderColumns(): Column<Order>[] {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const state = useOrderState();
  return [
    { key: 'no', title: t('order-no'), render: (it) => <OrderNo no={it.order_no} /> },
    { key: 'created', title: t('order-created'), render: (it) => <Instant at={it.created_at} /> },
    { key: 'channel', title: t('order-channel'), render: (it) => codes.channel(it.channel) },
    { key: 'state', title: t('order-state'), render: (it) => state(it.state) },
    {
      ...{ key: 'paid', title: t('order-paid'), align: 'right' as const },
      render: (it) => <Money value={it.paid_minor} currency={it.currency} />,
    },
    {
      ...{ key: 'refunded', title: t('column-refunded'), align: 'right' as const },
      render: (it) =>
        it.refunded_minor === 0 ? '–' : <Money value={it.refunded_minor} currency={it.currency} />,
    },
    {
      ...{ key: 'quantity', title: t('order-quantity'), align: 'right' as const },
      render: (it) => <Num value={it.quantity} />,
    },
  ];
}

function OrderNo({ no }: { readonly no: string }) {
  return (
    <>
      {no} <CopyButton text={no} />
    </>
  );
}

const states = ['created', 'paid', 'shipped', 'delivered', 'completed', 'cancelled'] as const;

function useOrderState() {
  const t = useCustomerWords();
  return (code: string) => {
    const known = states.find((it) => it === code);
    return known === undefined ? code : t(`state-${known}`);
  };
}

function OrderCard({ order }: { readonly order: Order }) {
  const state = useOrderState();
  return (
    <div className={styles.card}>
      <div className={styles.line}>
        <strong>{order.order_no}</strong>
        <Money value={order.paid_minor} currency={order.currency} />
      </div>
      <div className={`muted ${styles.line}`}>
        <Instant at={order.created_at} />
        <span>{state(order.state)}</span>
      </div>
    </div>
  );
}
