import LinkOutlined from '@ant-design/icons/LinkOutlined';
import { Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import type { Chart, ExploreCatalogue } from '../../../contract/explore.ts';
import { copyText } from '../../kit/copy-text.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { ChartActions } from './chart-actions.tsx';
import styles from './explore.module.css';
import { ExportMenu } from './export-menu.tsx';
import { type Carried, Fields } from './fields.tsx';
import { FilterDialog } from './filter-dialog.tsx';
import { Result } from './result.tsx';
import { Shelf } from './shelf.tsx';
import { Starters } from './starters.tsx';
import { Toolbar } from './toolbar.tsx';
import { useAnswer, useCatalogue } from './use-answer.ts';
import { type ExploreView, useExploreView } from './use-explore-view.ts';
import { useCharts } from './use-saved.ts';
import { useSaying } from './use-saying.ts';
import { put, setFilter, shelves } from './view-rules.ts';
import { useExploreWords } from './words.ts';

/** Free questions of the catalogue: fields on the left, what was asked above, the answer below. */
export default function ExplorePage() {
  const t = useExploreWords();
  const explored = useExploreView();
  const charts = useCharts().data?.charts ?? [];
  const open = charts.find((it) => it.chart_id === explored.chart);
  const place = useRef<HTMLDivElement>(null);
  const title = open?.title ?? t('title');
  const actions = (
    <>
      <OpenChart charts={charts} explored={explored} />
      <ChartActions explored={explored} open={open} />
      <Button
        icon={<LinkOutlined />}
        aria-label={t('copy-address')}
        title={t('copy-address')}
        onClick={() => void copyText(location.href).then(() => tellDone(t('copied')))}
      />
      <ExportMenu view={explored.view} title={title} place={place} />
    </>
  );
  return (
    <>
      <PageHeader
        title={title}
        subtitle={open ? t('title') : t('subtitle')}
        actions={actions}
        help={t('help')}
      />
      <QueryState query={useCatalogue()}>
        {(catalogue) => (
          <div ref={place}>
            <Workbench catalogue={catalogue} explored={explored} title={title} />
          </div>
        )}
      </QueryState>
    </>
  );
}

interface OpenChartProps {
  readonly charts: readonly Chart[];
  readonly explored: ExploreView;
}

function OpenChart({ charts, explored }: OpenChartProps) {
  const t = useExploreWords();
  const known = charts.filter((it) => it.view !== null);
  if (known.length === 0) return null;
  const items = known.map((it) => ({
    ...{ key: String(it.chart_id), label: it.is_own ? it.title : t('shared-title', { title: it.title }) },
  }));
  const choose = (key: string) => {
    const chart = known.find((it) => String(it.chart_id) === key)!;
    explored.change(chart.view!, chart.chart_id);
  };
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button>{t('open-chart')}</Button>
    </Dropdown>
  );
}

interface WorkbenchProps {
  readonly catalogue: ExploreCatalogue;
  readonly explored: ExploreView;
  readonly title: string;
}

function Workbench({ catalogue, explored, title }: WorkbenchProps) {
  const { view, change } = explored;
  const saying = useSaying(catalogue, useAnswer(view).data);
  const [carried, setCarried] = useState<Carried>();
  const [filtered, setFiltered] = useState<string>();
  const isEmpty = view.question.measures.length === 0;
  const add = (shelf: (typeof shelves)[number], code: string, at?: number) =>
    shelf === 'filters' ? setFiltered(code) : change(put(view, shelf, { code, at }));
  const shared = {
    view,
    saying,
    carried,
    onCarry: setCarried,
    onPut: add,
    onChange: change,
    onFilter: setFiltered,
  };
  const isUntouched = isEmpty && view.question.rows.length + view.question.columns.length === 0;
  return (
    <div className={styles.workbench}>
      <Fields catalogue={catalogue} view={view} saying={saying} onAdd={add} onCarry={setCarried} />
      <div className={styles.main}>
        <div className={`card ${styles.shelves}`}>
          {shelves.map((shelf) => (
            <Shelf key={shelf} shelf={shelf} {...shared} />
          ))}
          <Toolbar catalogue={catalogue} explored={explored} saying={saying} />
        </div>
        <div className={`card ${styles.answer}`}>
          {isEmpty ? (
            <Begin isUntouched={isUntouched} explored={explored} />
          ) : (
            <Result {...{ catalogue, view, label: title }} />
          )}
        </div>
      </div>
      {filtered !== undefined && (
        <FilterDialog
          {...{ dimension: filtered, view, saying }}
          onClose={() => setFiltered(undefined)}
          onSet={(filter) => {
            change(setFilter(view, filter));
            setFiltered(undefined);
          }}
        />
      )}
    </div>
  );
}

function Begin({ isUntouched, explored }: { readonly isUntouched: boolean; readonly explored: ExploreView }) {
  const t = useExploreWords();
  if (!isUntouched) return <p className={styles.note}>{t('needs-measure')}</p>;
  return <Starters onStart={(view) => explored.change(view, 0)} />;
}
