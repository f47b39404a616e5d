import { InputNumber, Select } from 'antd';
import { Link } from 'react-router';
import { messageChannels, messageStates } from '../../../contract/messaging.ts';
import { ask, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { DataList } from '../../kit/list/data-list.tsx';
import { useView } from '../../kit/list/view.ts';
import { Section } from '../../kit/page/section.tsx';
import { ChangeMessage } from './change-message.tsx';
import styles from './messages.module.css';
import { type Message, messagesPath } from './paths.ts';
import { useCodes } from './say-reason.ts';
import { Steps } from './steps.tsx';
import { TemplateName } from './template-name.tsx';
import { useMessageWords } from './words.ts';

const ROWS = 50;
const none = { state: '', channel: '', customer: '' };

/** Every message, newest first, with its state and why. */
export function Outbox() {
  const t = useMessageWords();
  const shop = useShop();
  const columns = useColumns();
  const [view] = useView(none);
  const query = {
    ...(view.state && { state: view.state as Message['state'] }),
    ...(view.channel && { channel: view.channel as Message['channel'] }),
    ...(/^[1-9]\d*$/.test(view.customer) && { customer: Number(view.customer) }),
  };
  return (
    <Section title={t('part-outbox')}>
      <Counts />
      <Filters />
      <DataList<Message>
        label={t('part-outbox')}
        columns={columns}
        rowKey={(it) => String(it.message_id)}
        queryKey={[messagesPath, shop.slug, query]}
        load={async (cursor, signal) => {
          const before = cursor === null || cursor === undefined ? {} : { before: Number(cursor) };
          const asked = { path: { shop: shop.slug }, query: { ...query, ...before, limit: ROWS } };
          const { messages, next_before: next } = await ask(messagesPath, asked, signal);
          return { rows: messages, next: next === null ? null : String(next) };
        }}
        empty={{ title: t('none'), hint: t('none-hint') }}
      />
    </Section>
  );
}

/** The last thirty days by state. */
function Counts() {
  const t = useMessageWords();
  const shop = useShop();
  const query = { limit: 1 };
  const found = useAsk(messagesPath, { path: { shop: shop.slug }, query }, { fresh: 0, every: 10_000 });
  const counts = found.data?.counts ?? [];
  if (counts.length === 0) return null;
  return (
    <p className={styles.counts}>
      <span className="muted">{t('last-30')}</span>
      {counts.map(({ state, count, more }) => (
        <span key={state}>
          {t(`state-${state}`)} <Num value={count} />
          {more && '+'}
        </span>
      ))}
    </p>
  );
}

function Filters() {
  const t = useMessageWords();
  const codes = useCodes();
  const [view, change] = useView(none);
  return (
    <div className={styles.filters}>
      <Select
        aria-label={t('state')}
        value={view.state}
        onChange={(state) => change({ state })}
        options={[
          { value: '', label: t('any-state') },
          ...messageStates.map((value) => ({ value, label: t(`state-${value}`) })),
        ]}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('channel')}
        value={view.channel}
        onChange={(channel) => change({ channel })}
        options={[
          { value: '', label: t('any-channel') },
          ...messageChannels.map((value) => ({ value, label: codes.channel(value) })),
        ]}
        popupMatchSelectWidth={false}
      />
      <InputNumber
        aria-label={t('customer')}
        placeholder={t('customer')}
        min={1}
        precision={0}
        value={view.customer === '' ? null : Number(view.customer)}
        onChange={(customer) => change({ customer: customer === null ? '' : String(customer) })}
      />
    </div>
  );
}

function useColumns(): Column<Message>[] {
  const t = useMessageWords();
  const shop = useShop();
  const codes = useCodes();
  const may = shop.may('messages:write');
  return [
    {
      key: 'customer',
      title: t('customer'),
      render: (it) => <Link to={`/shops/${shop.slug}/customers/${it.customer_id}`}>{it.customer_id}</Link>,
    },
    { key: 'channel', title: t('channel'), render: (it) => codes.channel(it.channel) },
    { key: 'template', title: t('template'), render: (it) => <TemplateName it={it} /> },
    { key: 'purpose', title: t('purpose'), render: (it) => t(`purpose-${it.purpose}`) },
    { key: 'state', title: t('state'), render: (it) => <Steps message={it} /> },
    { key: 'reason', title: t('reason'), render: (it) => codes.reason(it.reason) },
    { key: 'attempts', title: t('attempts'), align: 'right', render: (it) => <Num value={it.attempts} /> },
    { key: 'queued', title: t('queued-at'), render: (it) => <Instant at={it.queued_at} /> },
    {
      key: 'due',
      title: t('due-or-ended'),
      render: (it) => <Instant at={it.ended_at ?? it.due_at} />,
    },
    ...(may
      ? [{ key: 'act', title: t('act'), render: (it: Message) => <ChangeMessage message={it} /> }]
      : []),
  ];
}
