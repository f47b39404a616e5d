import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { CohortBreakdown } from '../../../contract/cohorts.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { dayOf, formatDay } from '../../kit/format/dates.ts';
import { useView } from '../../kit/list/view.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import styles from './cohorts.module.css';
import { Controls, type ControlsProps } from './controls.tsx';
import { Curves } from './curves.tsx';
import { Filters } from './filters.tsx';
import { type Show, Triangle } from './triangle.tsx';
import { type CohortView, questionOf, triangleQuestionOf, viewDefaults } from './view-rules.ts';
import { useCohortWords } from './words.ts';
import { Worth, WorthTable } from './worth.tsx';

/** Who came back, what they bought, and when they paid for what winning them cost. */
export default function CohortsPage() {
  const t = useCohortWords();
  const shop = useShop();
  const today = dayOf(new Date(), shop.time_zone);
  const [view, onChange] = useView(viewDefaults);
  const props = { view, today, onChange };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={<Export view={view} today={today} />}
        help={t('help')}
      />
      <div className={styles.page}>
        <div className={styles.controls}>
          <Controls {...props} />
          <Filters {...props} />
        </div>
        <Answers {...props} />
      </div>
    </>
  );
}

function Answers({ view, today, onChange }: ControlsProps) {
  const t = useCohortWords();
  const language = useLanguage();
  const { slug: shop } = useShop();
  const { channel, category, province } = questionOf(view, today) as Record<string, string>;
  const breakdown = (view.breakdown || undefined) as CohortBreakdown | undefined;
  const narrowed = Object.fromEntries(
    Object.entries({ channel, category, province }).filter(([, value]) => value !== undefined),
  );
  const query = useAsk(
    '/api/shops/{shop}/analytics/cohorts',
    { path: { shop }, query: triangleQuestionOf(view, today) },
    { keep: true },
  );
  return (
    <QueryState query={query} loading={<Skeleton lines={8} />}>
      {(answer) =>
        answer.rows.every((it) => it.customers === 0) ? (
          <NoCohorts onLast={(day) => onChange({ as_of: day })} />
        ) : (
          <>
            {answer.events_from !== null && (
              <p className={styles.notice}>
                {t('events-from', { day: formatDay(answer.events_from, language) })}
              </p>
            )}
            <Triangle
              {...{ answer, narrowed }}
              show={view.show as Show}
              onShow={(show) => onChange({ show })}
            />
            <Below view={view} today={today} curves={<Curves answer={answer} breakdown={breakdown} />} />
          </>
        )
      }
    </QueryState>
  );
}

interface BelowProps extends Omit<ControlsProps, 'onChange'> {
  readonly curves: React.ReactNode;
}

function Below({ view, today, curves }: BelowProps) {
  const { slug: shop } = useShop();
  const query = useAsk(
    '/api/shops/{shop}/analytics/cohorts/worth',
    { path: { shop }, query: questionOf(view, today) },
    { keep: true },
  );
  const breakdown = (view.breakdown || undefined) as CohortBreakdown | undefined;
  return (
    <>
      <div className={styles.pair}>
        {curves}
        <QueryState query={query}>{(worth) => <Worth worth={worth} />}</QueryState>
      </div>
      {query.data && <WorthTable worth={query.data} breakdown={breakdown} />}
    </>
  );
}

/** Nobody joined: most likely history was imported, and it ends before. */
function NoCohorts({ onLast }: { readonly onLast: (day: string) => void }) {
  const t = useCohortWords();
  const language = useLanguage();
  const shop = useShop();
  const today = dayOf(new Date(), shop.time_zone);
  const { data } = useAsk('/api/shops/{shop}/analytics/key-figures', {
    path: { shop: shop.slug },
    query: { measures: 'paid-orders', from: today, to: today },
  });
  const last = data?.orders_to ?? null;
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return (
    <div className="card">
      <Empty
        title={t('empty')}
        hint={last === null ? t('empty-hint-none') : t('empty-hint', { day: formatDay(last, language) })}
        action={
          last === null ? (
            begin
          ) : (
            <Button onClick={() => onLast(last)}>{t('go-last', { day: formatDay(last, language) })}</Button>
          )
        }
      />
    </div>
  );
}

function Export({ view, today }: { readonly view: CohortView; readonly today: string }) {
  const t = useCohortWords();
  const { slug } = useShop();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const query = new URLSearchParams({ ...triangleQuestionOf(view, today), language, format: 'xlsx' });
  const href = `/api/shops/${encodeURIComponent(slug)}/analytics/cohorts/export?${query}`;
  return (
    <Button icon={<DownloadOutlined />} href={href}>
      {t('export')}
    </Button>
  );
}
