import { Link } from 'react-router';
import type { JobView } from '../../../contract/jobs.ts';
import { retentionSubjects } from '../../../contract/retention.ts';
import { api } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Actor } from '../../kit/actor.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Day, Instant, Num, Share } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { ExportAgain } from './export-again.tsx';
import styles from './jobs.module.css';
import { useJobWords } from './words.ts';

const path = '/api/shops/{shop}/jobs' as const;

/** What runs or ran in the background, of every kind, with a way to have what broke off go on. */
export default function JobsPage() {
  const shop = useShop();
  const t = useJobWords();
  const columns = useColumns();
  const query = useAsk(path, { path: { shop: shop.slug } }, { every: 3000, fresh: 0 });
  const owed = query.data?.mirror.batches ?? 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        help={t('help')}
        {...(owed > 0 && { subtitle: t('mirror', { count: owed }) })}
      />
      <QueryState query={query}>
        {({ jobs }) => (
          <PlainList<JobView>
            label={t('title')}
            columns={columns}
            rows={jobs}
            rowKey={(it) => it.job}
            empty={{ title: t('none'), hint: t('none-hint') }}
          />
        )}
      </QueryState>
    </>
  );
}

function useColumns(): Column<JobView>[] {
  const t = useJobWords();
  const shop = useShop();
  return [
    { key: 'kind', title: t('kind'), render: (it) => t(`kind-${it.kind}`) },
    {
      key: 'about',
      title: t('about'),
      render: (it) =>
        it.kind === 'import' || it.kind === 'undo' ? (
          <Link to={`/shops/${shop.slug}/imports/${it.job.split(':')[1]}`}>{it.about}</Link>
        ) : (
          <About job={it} />
        ),
    },
    {
      key: 'by',
      title: t('started-by'),
      render: (it) => <Actor by={it.started_by} name={it.started_by_name} />,
    },
    { key: 'state', title: t('state'), render: (it) => <State job={it} /> },
    {
      key: 'done',
      title: t('done'),
      align: 'right',
      render: (it) => (it.state === 'done' || it.done === null ? null : <Share value={it.done} />),
    },
    { key: 'started', title: t('started'), render: (it) => <Instant at={it.started_at} seconds /> },
    {
      key: 'seconds',
      title: t('seconds'),
      align: 'right',
      render: (it) => it.finished_at && <Num value={secondsOf(it.started_at, it.finished_at)} />,
    },
    {
      key: 'act',
      title: t('act'),
      render: (it) => (it.may_retry ? <Retry job={it} /> : <ExportAgain job={it} />),
    },
  ];
}

function About({ job: { kind, about } }: { readonly job: JobView }) {
  const t = useJobWords();
  const say = useText();
  if (kind === 'erasure') return t('persons', { count: Number(about) });
  if (kind === 'people') return about === '' ? '' : t('customers', { count: Number(about) });
  if (kind === 'score') return <Scored about={about} />;
  if (kind === 'backup') return <code>{about}</code>;
  const named =
    kind === 'retention' ? retentionSubjects.find(({ code }) => code === about)?.label : undefined;
  if (named !== undefined) return say(named);
  return kind === 'export' && nouns.includes(about as Noun) ? t(`noun-${about as Noun}`) : about;
}

/** A model by its name, and the day its scores are as of. */
function Scored({ about }: { readonly about: string }) {
  const t = useJobWords();
  const [model = '', day = ''] = about.split(' ');
  const named = models.find((it) => it === model);
  if (named === undefined) return about;
  return (
    <>
      {t(`model-${named}`)} · <Day day={day} />
    </>
  );
}

const models = [
  ...(['value', 'churn', 'next-purchase', 'social'] as const),
  ...(['recommendation', 'interests', 'personas'] as const),
];

const nouns = [
  'customers',
  'products',
  'orders',
  'order-lines',
  'refunds',
  'events',
  'scores',
  'explore',
] as const;
type Noun = (typeof nouns)[number];

const secondsOf = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 1000);

function State({ job }: { readonly job: JobView }) {
  const t = useJobWords();
  const say = useText();
  return (
    <>
      <span className={styles[job.state]}>{t(`state-${job.state}`)}</span>
      {job.problem && job.state !== 'done' && <p className="muted">{say(job.problem.message)}</p>}
    </>
  );
}

function Retry({ job }: { readonly job: JobView }) {
  const t = useJobWords();
  const shop = useShop();
  const retry = async () => {
    const params = { path: { shop: shop.slug, job: job.job } };
    await api.POST('/api/shops/{shop}/jobs/{job}/retry', { params });
    await queryClient.invalidateQueries({ queryKey: [path] });
  };
  return (
    <ConfirmAction label={t('go-on')} title={t('go-on')} button={{ size: 'small' }} act={retry}>
      <p>{t('go-on-hint')}</p>
    </ConfirmAction>
  );
}
