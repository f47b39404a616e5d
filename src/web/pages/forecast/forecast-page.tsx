import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { problemOf } from '../../client/problem.ts';
import { dayOf, formatDay } from '../../kit/format/dates.ts';
import { useView } from '../../kit/list/view.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { Common, SeriesControls, SupplyControls } from './controls.tsx';
import type { ControlsProps } from './controls-props.ts';
import styles from './forecast.module.css';
import { Reorder } from './reorder.tsx';
import { Series } from './series.tsx';
import { type ForecastView, forecastQuery, reorderQuery, viewDefaults } from './view-rules.ts';
import { useForecastWords } from './words.ts';

/** What will be sold, and what to order. */
export default function ForecastPage() {
  const t = useForecastWords();
  const [view, onChange] = useView(viewDefaults);
  const isReorder = view.tab === 'reorder';
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={isReorder && <Export view={view} />}
        help={t('help')}
      />
      <div className={styles.page}>
        <div className={styles.controls}>
          <Common {...{ view, onChange }} />
          {isReorder ? (
            <SupplyControls {...{ view, onChange }} />
          ) : (
            <SeriesControls {...{ view, onChange }} />
          )}
        </div>
        {isReorder ? <Orders {...{ view, onChange }} /> : <Ahead {...{ view, onChange }} />}
      </div>
    </>
  );
}

function Ahead({ view, onChange }: ControlsProps) {
  const { slug: shop } = useShop();
  const query = useAsk(
    '/api/shops/{shop}/analytics/forecast',
    { path: { shop }, query: forecastQuery(view) },
    { keep: true },
  );
  if (query.error && problemOf(query.error).code === 'nothing-sold')
    return <NothingSold onChange={onChange} />;
  return (
    <QueryState query={query} loading={<Skeleton lines={8} />}>
      {(answer) => <Series answer={answer} />}
    </QueryState>
  );
}

/** A product takes some 30 ms, more where the machine is busy. */
const SECONDS_EACH = 0.03;

function Orders({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const { slug: shop } = useShop();
  const query = useAsk(
    '/api/shops/{shop}/analytics/forecast/reorder',
    { path: { shop }, query: reorderQuery(view) },
    { keep: true, fresh: 300_000 },
  );
  const seconds = Math.max(2, Math.round(Number(view.limit) * SECONDS_EACH));
  const waiting = (
    <div className="card">
      <p role="status">{t('working', { seconds })}</p>
      <Skeleton lines={6} />
    </div>
  );
  return (
    <QueryState
      query={query}
      loading={waiting}
      empty={(it) => (it.products === 0 ? <NothingSold onChange={onChange} /> : undefined)}
    >
      {(answer) => <Reorder answer={answer} />}
    </QueryState>
  );
}

/** Most likely history was imported, and it ends before. */
function NothingSold({ onChange }: Pick<ControlsProps, 'onChange'>) {
  const t = useForecastWords();
  const language = useLanguage();
  const shop = useShop();
  const today = dayOf(new Date(), shop.time_zone);
  const { data } = useAsk('/api/shops/{shop}/analytics/key-figures', {
    path: { shop: shop.slug },
    query: { measures: 'paid-orders', from: today, to: today },
  });
  const last = data?.orders_to ?? null;
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  const go = last !== null && (
    <Button onClick={() => onChange({ as_of: last })}>
      {t('go-last', { day: formatDay(last, language) })}
    </Button>
  );
  return (
    <div className="card">
      <Empty title={t('empty')} hint={t('empty-hint')} action={go || begin} />
    </div>
  );
}

function Export({ view }: { readonly view: ForecastView }) {
  const t = useForecastWords();
  const { slug } = useShop();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const asked = Object.entries({ ...reorderQuery(view), language, format: 'xlsx' }).map(([name, it]) => [
    name,
    String(it),
  ]);
  const href = `/api/shops/${encodeURIComponent(slug)}/analytics/forecast/reorder/export?${new URLSearchParams(asked)}`;
  return (
    <Button icon={<DownloadOutlined />} href={href}>
      {t('export')}
    </Button>
  );
}
