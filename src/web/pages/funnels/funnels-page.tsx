import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { StepEditor } from '../../kit/events/step-editor.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { saveCsv } from '../../kit/save-csv.ts';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { Bars } from './bars.tsx';
import { Breakdown } from './breakdown.tsx';
import { Controls } from './controls.tsx';
import { csvRows } from './csv-rows.ts';
import styles from './funnels.module.css';
import { Trend } from './trend.tsx';
import { type FunnelView, useFunnel } from './use-funnel.ts';
import { useFunnelWords } from './words.ts';

/** Funnels: steps and rules above, bars with those who dropped, then the trend and the breakdown. */
export default function FunnelsPage() {
  const t = useFunnelWords();
  const funnel = useFunnel();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        help={t('help')}
        actions={<Save funnel={funnel} />}
      />
      <QueryState
        query={funnel.names}
        empty={({ names }) => (names.length === 0 && funnel.view.steps === '' ? <NoEvents /> : undefined)}
      >
        {(events) => (
          <div className={styles.page}>
            <section className={`card ${styles.editor}`} aria-label={t('steps')}>
              <StepEditor
                steps={funnel.steps}
                events={events}
                onChange={(steps) => funnel.change({ steps })}
              />
              <Controls funnel={funnel} events={events} />
            </section>
            <Answered funnel={funnel} />
          </div>
        )}
      </QueryState>
    </>
  );
}

function Answered({ funnel }: { readonly funnel: FunnelView }) {
  const t = useFunnelWords();
  if (funnel.steps.length < 2) return <Empty title={t('needs-steps')} hint={t('needs-steps-hint')} />;
  return (
    <QueryState query={funnel.answer}>
      {(answer) =>
        answer.customers === 0 ? (
          <Empty title={t('nobody')} hint={t('nobody-hint')} />
        ) : (
          <>
            <Bars answer={answer} question={funnel.question} />
            <Trend answer={answer} funnel={funnel} />
            <Breakdown answer={answer} funnel={funnel} />
          </>
        )
      }
    </QueryState>
  );
}

function NoEvents() {
  const t = useFunnelWords();
  const { slug } = useShop();
  return (
    <div className="card">
      <Empty
        title={t('no-events')}
        hint={t('no-events-hint')}
        action={
          <Link to={`/shops/${slug}/keys`}>
            <Button type="primary">{t('connect')}</Button>
          </Link>
        }
      />
    </div>
  );
}

function Save({ funnel }: { readonly funnel: FunnelView }) {
  const t = useFunnelWords();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const { data } = funnel.answer;
  const heads = [
    t('part'),
    t('value'),
    t('step'),
    t('customers'),
    t('of-previous'),
    t('of-first'),
    t('mean-seconds'),
    t('median-seconds'),
  ];
  return (
    <Button
      icon={<DownloadOutlined />}
      disabled={data === undefined}
      onClick={() =>
        data &&
        saveCsv(`${t('title')} ${data.from} ${data.to}`, [
          heads,
          ...csvRows(data, { language, all: t('all') }),
        ])
      }
    >
      {t('csv')}
    </Button>
  );
}
