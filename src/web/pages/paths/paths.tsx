import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { useEventNames } from '../../kit/events/use-event-names.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { useLength } from '../../kit/format/use-length.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { depths, oneOf, suggestedEvent, tops } from './path-view.ts';
import styles from './paths.module.css';
import { prepareSankey } from './prepare-sankey.ts';
import { SaveCsv } from './save-csv.tsx';
import type { TabProps } from './tab-props.ts';
import { type PathAnswer, type PathQuestion, usePathQuestion } from './use-path-question.ts';
import { usePathWords } from './words.ts';

export function Paths(props: TabProps) {
  return (
    <QueryState
      query={useEventNames(props.view.days)}
      empty={({ names }) => (names.length === 0 && props.view.event === '' ? <NoEvents /> : undefined)}
    >
      {({ names }) => <Asked {...props} names={names.filter((it) => it.customers_events)} />}
    </QueryState>
  );
}

function NoEvents() {
  const t = usePathWords();
  const { slug, may } = useShop();
  return (
    <div className="card">
      <Empty
        title={t('no-events')}
        hint={t('no-events-hint')}
        action={may('keys:manage') && <Link to={`/shops/${slug}/keys`}>{t('connect')}</Link>}
      />
    </div>
  );
}

type Names = Answer<'/api/shops/{shop}/analytics/event-names'>['names'];

function Asked({ view, change, names }: TabProps & { readonly names: Names }) {
  const t = usePathWords();
  const { slug: shop } = useShop();
  const event = view.event || suggestedEvent(names.map((it) => it.name));
  const question = usePathQuestion(view, event);
  const answer = useAsk(
    '/api/shops/{shop}/analytics/paths',
    { path: { shop }, query: question },
    { keep: true },
  );
  return (
    <Section
      title={
        <>
          {t('tab-paths')}
          <Meaning title={t('tab-paths')} text={t('paths-meaning')} />
        </>
      }
      extra={<SavePaths answer={answer.data} />}
    >
      <Controls view={view} change={change} names={names} event={event} />
      <QueryState
        query={answer}
        empty={({ paths }) =>
          paths === 0 ? <Empty title={t('no-paths')} hint={t('no-paths-hint')} /> : undefined
        }
      >
        {(data) => <Picture answer={data} question={question} />}
      </QueryState>
    </Section>
  );
}

function SavePaths({ answer }: { readonly answer: PathAnswer | undefined }) {
  const t = usePathWords();
  const heads = [t('step'), t('from'), t('to'), t('visits'), t('customers'), t('mean-seconds')];
  const rows = answer?.links.map((it) => [
    it.level + 1,
    plain(it.from),
    plain(it.to),
    it.paths,
    it.customers,
    it.mean_seconds,
  ]);
  return <SaveCsv name={t('tab-paths')} heads={heads} rows={rows} />;
}

/** Without the sign that marks what is no event. */
const plain = (node: string): string => node.replace('\u0001', '');

function Controls({
  view,
  change,
  names,
  event,
}: TabProps & { readonly names: Names; readonly event: string }) {
  const t = usePathWords();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const known = names.map((it) => ({ value: it.name, label: it.label[language] }));
  const options = known.some((it) => it.value === event) ? known : [...known, { value: event, label: event }];
  return (
    <div className={styles.controls}>
      <Segmented
        aria-label={t('direction')}
        value={view.direction === 'backward' ? 'backward' : 'forward'}
        onChange={(direction) => change({ direction })}
        options={(['forward', 'backward'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('event')}
        style={{ minWidth: 180 }}
        value={event}
        onChange={(it) => change({ event: it })}
        options={options}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('depth')}
        value={oneOf(depths, view.depth, '4')}
        onChange={(depth) => change({ depth })}
        options={depths.map((value) => ({ value, label: t('depth-n', { count: Number(value) }) }))}
      />
      <Select
        aria-label={t('top')}
        value={oneOf(tops, view.top, '6')}
        onChange={(top) => change({ top })}
        options={tops.map((value) => ({ value, label: t('top-n', { count: Number(value) }) }))}
        popupMatchSelectWidth={false}
      />
      <Segmented
        aria-label={t('loops')}
        value={view.loops === 'keep' ? 'keep' : 'fold'}
        onChange={(loops) => change({ loops })}
        options={(['fold', 'keep'] as const).map((value) => ({ value, label: t(`loops-${value}`) }))}
      />
      <Segmented
        aria-label={t('pages')}
        value={view.pages === 'together' ? 'together' : 'group'}
        onChange={(pages) => change({ pages })}
        options={(['group', 'together'] as const).map((value) => ({ value, label: t(`pages-${value}`) }))}
      />
    </div>
  );
}

interface PictureProps {
  readonly answer: PathAnswer;
  readonly question: PathQuestion;
}

function Picture({ answer, question }: PictureProps) {
  const t = usePathWords();
  const format = useFormat();
  const sayLength = useLength();
  const tokens = useTokens();
  const { slug: shop } = useShop();
  const prepared = useMemo(() => {
    const names = {
      step: t('step'),
      from: t('from'),
      to: t('to'),
      visits: t('visits'),
      share: t('share'),
      customers: t('customers'),
      time: t('mean-time'),
    };
    return prepareSankey({ shop, answer, question }, { format, names, tokens, sayLength });
  }, [shop, answer, question, format, tokens, sayLength, t]);
  const most = Math.max(
    ...Array.from(
      { length: question.depth + 1 },
      (_, level) => answer.nodes.filter((it) => it.level === level).length,
    ),
  );
  return (
    <>
      <p className="muted">
        {t('sum', { visits: format.number(answer.paths), customers: format.number(answer.customers) })}
      </p>
      <Chart label={t('tab-paths')} prepared={prepared} height={Math.max(320, 60 * most)} />
    </>
  );
}
