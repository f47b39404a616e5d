import { Button, Tag } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { customersAddress } from '../../../kit/customers-address.ts';
import { Facts } from '../../../kit/facts.tsx';
import { Instant, Num } from '../../../kit/figures.tsx';
import { DetailPage } from '../../../kit/page/detail-page.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { historyPath, reloadSegments, type Segment, segmentPath } from '../segments.ts';
import { useSegmentWords } from '../words.ts';
import { History } from './history.tsx';
import { Moves } from './moves.tsx';
import { Overlap } from './overlap.tsx';
import { Why } from './why.tsx';

/** One segment: what it asks, how many it holds now and held before, who came and went, how it lies to others, why somebody is in. */
export default function SegmentPage() {
  const { slug: shop } = useShop();
  const segment = Number(useParams().segment);
  const query = useAsk(segmentPath, { path: { shop, segment } }, { every: 5_000 });
  return <QueryState query={query}>{(it) => <Shown it={it} />}</QueryState>;
}

function Shown({ it }: { readonly it: Segment }) {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const path = { shop, segment: it.segment_id };
  const history = useAsk(historyPath, { path }, { every: 5_000 });
  return (
    <DetailPage
      title={it.name}
      subtitle={it.description}
      help={t('help-one')}
      list={`/shops/${shop}/segments`}
      actions={<Actions it={it} />}
    >
      <Now it={it} />
      <QueryState query={history}>
        {(told) => (
          <>
            <div className={styles.pair}>
              <History history={told} />
              <Moves history={told} />
            </div>
            <div className={styles.pair}>
              <Why segment={it.segment_id} />
              <Overlap segment={it.segment_id} />
            </div>
          </>
        )}
      </QueryState>
    </DetailPage>
  );
}

function Now({ it }: { readonly it: Segment }) {
  const t = useSegmentWords();
  const say = useText();
  const shop = useShop();
  const counted = it.refreshed_at === null ? t('not-counted') : <Instant at={it.refreshed_at} seconds />;
  return (
    <Section title={t('who')}>
      <Facts
        facts={[
          [
            t('members'),
            <span key="members" className={styles.row}>
              <span className={styles.big}>
                <Num value={it.members} />
              </span>
              {shop.may('customers:read') && it.members !== null && (
                <Link to={customersAddress(shop.slug, { segment: it.segment_id })}>{t('see-members')}</Link>
              )}
              {!it.is_current && !it.failing && <Tag>{t('being-counted')}</Tag>}
            </span>,
          ],
          [t('conditions'), say(it.sentence)],
          [t('state'), it.is_live ? t('live') : t('still')],
          [t('counted'), counted],
          ...(it.failing ? ([[t('failing'), <Failing key="failing" of={it.failing} />]] as const) : []),
          ...(it.profiles ? ([[t('profiling'), t('profiling-hint')]] as const) : []),
        ]}
      />
    </Section>
  );
}

/** It could not be counted: since when, and when that is tried again. */
function Failing({ of }: { readonly of: NonNullable<Segment['failing']> }) {
  const t = useSegmentWords();
  return (
    <span role="status">
      {t('failing-times', { times: of.failures })} <Instant at={of.retry_at} seconds />
    </span>
  );
}

function Actions({ it }: { readonly it: Segment }) {
  const t = useSegmentWords();
  const shop = useShop();
  const go = useNavigate();
  const params = { path: { shop: shop.slug, segment: it.segment_id } };
  if (!shop.may('segments:write')) return null;
  const refresh = async () => {
    await take(api.POST('/api/shops/{shop}/segments/{segment}/refreshes', { params }));
    await reloadSegments();
  };
  const remove = async () => {
    await api.DELETE(segmentPath, { params });
    await reloadSegments();
    await go(`/shops/${shop.slug}/segments`);
  };
  return (
    <>
      <ConfirmAction label={t('refresh')} title={t('refresh')} act={refresh}>
        <p>{t('refresh-hint')}</p>
      </ConfirmAction>
      <ConfirmAction danger label={t('delete')} title={t('delete-title', { name: it.name })} act={remove}>
        <p>{t('delete-hint')}</p>
      </ConfirmAction>
      <Link to="edit">
        <Button type="primary">{t('edit')}</Button>
      </Link>
    </>
  );
}
