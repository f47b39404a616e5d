import { Button, Dropdown, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import { ask, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Instant, Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { ListPage } from '../../kit/list/list-page.tsx';
import { useText } from '../../kit/words/language.ts';
import { NewList } from './lists/new-list.tsx';
import styles from './segments.module.css';
import { type Segment, segmentsPath } from './segments.ts';
import { useSegmentWords } from './words.ts';

/** Groups of customers, how large each is now, and what it asks, read aloud. */
export default function SegmentsPage() {
  const t = useSegmentWords();
  const shop = useShop();
  const { data } = useAsk(segmentsPath, { path: { shop: shop.slug } }, { fresh: 5_000 });
  const lag = data?.lag_seconds ?? null;
  return (
    <ListPage<Segment>
      name="segments"
      title={t('title')}
      subtitle={lag !== null && lag > 2 ? t('lag', { seconds: Math.round(lag) }) : t('subtitle')}
      help={t('help')}
      actions={
        <>
          <Link to={`/shops/${shop.slug}/segments/compare`}>
            <Button>{t('compare')}</Button>
          </Link>
          {shop.may('segments:write') && <NewSegment />}
        </>
      }
      columns={useColumns()}
      rowKey={(it) => String(it.segment_id)}
      queryKey={[segmentsPath, shop.slug]}
      load={async (_cursor, signal) => {
        const { segments } = await ask(segmentsPath, { path: { shop: shop.slug } }, signal);
        return { rows: segments, next: null };
      }}
      empty={{
        title: t('none'),
        hint: t('none-hint'),
        action: shop.may('segments:write') && <NewSegment />,
      }}
      card={(it) => <Card it={it} />}
    />
  );
}

function useColumns(): Column<Segment>[] {
  const t = useSegmentWords();
  const say = useText();
  return [
    { key: 'name', title: t('name'), render: (it) => <Name it={it} /> },
    { key: 'members', title: t('members'), align: 'right', render: (it) => <Num value={it.members} /> },
    {
      key: 'sentence',
      title: t('conditions'),
      render: (it) => <span className={styles.sentence}>{say(it.sentence)}</span>,
    },
    { key: 'state', title: t('state'), render: (it) => <State it={it} /> },
    {
      key: 'counted',
      title: t('counted'),
      render: (it) => (it.refreshed_at === null ? t('not-counted') : <Instant at={it.refreshed_at} />),
    },
  ];
}

function Name({ it }: { readonly it: Segment }) {
  const { slug } = useShop();
  return <Link to={`/shops/${slug}/segments/${it.segment_id}`}>{it.name}</Link>;
}

function State({ it }: { readonly it: Segment }) {
  const t = useSegmentWords();
  if (it.failing) return <Tag color="warning">{t('failing')}</Tag>;
  if (!it.is_current) return <Tag>{t('being-counted')}</Tag>;
  return it.is_live ? t('live') : t('still');
}

/** A row on a phone. */
function Card({ it }: { readonly it: Segment }) {
  const say = useText();
  return (
    <div className={styles.card}>
      <Name it={it} />
      <Num value={it.members} />
      <p className="muted">{say(it.sentence)}</p>
    </div>
  );
}

/** An empty one, or one of the usual groups. */
function NewSegment() {
  const t = useSegmentWords();
  const say = useText();
  const { slug } = useShop();
  const go = useNavigate();
  const { data } = useAsk(
    '/api/shops/{shop}/segments/templates',
    { path: { shop: slug } },
    { fresh: 300_000 },
  );
  const items = (data?.templates ?? []).map((it) => ({
    key: it.code,
    label: (
      <div className={styles.template}>
        {say(it.name)}
        <span className="muted">{say(it.use)}</span>
      </div>
    ),
  }));
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items,
          className: styles.menu ?? '',
          onClick: ({ key }) => void go(`/shops/${slug}/segments/new?template=${key}`),
        }}
      >
        <Button disabled={items.length === 0}>{t('from-template')}</Button>
      </Dropdown>
      <NewList />
      <Link to={`/shops/${slug}/segments/new`}>
        <Button type="primary">{t('new')}</Button>
      </Link>
    </>
  );
}
