import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import type { Chart, Tile } from '../../../contract/explore.ts';
import { ask } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { actLater } from '../../kit/act-later.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone, tellProblem } from '../../kit/toast.tsx';
import styles from './explore.module.css';
import { Rename } from './rename.tsx';
import type { ExploreView } from './use-explore-view.ts';
import { chartKey, useDashboards, useSaving } from './use-saved.ts';
import { useExploreWords } from './words.ts';

interface ChartActionsProps {
  readonly explored: ExploreView;
  /** The saved chart that is open. */
  readonly open: Chart | undefined;
}

/** Save, share, put on a dashboard, delete. */
export function ChartActions({ explored, open }: ChartActionsProps) {
  const t = useExploreWords();
  const { addChart, changeChart, dropChart } = useSaving();
  const { view, change } = explored;
  const isEmpty = view.question.measures.length === 0;
  const save = (title: string) => addChart({ title, view }).then((it) => change(view, it.chart_id));
  const keep = () =>
    changeChart(open!.chart_id, { version: open!.version, view }).then(
      () => tellDone(t('saved')),
      tellProblem,
    );
  const share = () =>
    changeChart(open!.chart_id, { version: open!.version, is_shared: !open!.is_shared }).then(
      (it) => tellDone(it.is_shared ? t('is-shared') : t('is-own')),
      tellProblem,
    );
  const drop = () => {
    const { chart_id: id, title } = open!;
    const said = { done: t('deleted', { title }), undo: t('undo') };
    actLater({ key: chartKey(id), ...said, act: () => dropChart(id) });
    change(view, 0);
  };
  return (
    <>
      {open?.may_change && (
        <Button type="primary" disabled={isEmpty} onClick={() => void keep()}>
          {t('save')}
        </Button>
      )}
      <SaveAs isFirst={open === undefined} isOff={isEmpty} title={open?.title ?? ''} onSave={save} />
      {open?.may_change && (
        <Button onClick={() => void share()}>{open.is_shared ? t('unshare') : t('share')}</Button>
      )}
      {open?.may_change && (
        <Rename
          key={open.chart_id}
          title={open.title}
          onRename={(title) => changeChart(open.chart_id, { version: open.version, title })}
        />
      )}
      {open && <ToDashboard chart={open} />}
      {open?.may_change && (
        <Button danger title={t('delete-chart-what')} onClick={drop}>
          {t('delete')}
        </Button>
      )}
    </>
  );
}

interface SaveAsProps {
  readonly isFirst: boolean;
  readonly isOff: boolean;
  readonly title: string;
  readonly onSave: (title: string) => Promise<unknown>;
}

function SaveAs({ isFirst, isOff, title: before, onSave }: SaveAsProps) {
  const t = useExploreWords();
  const [title, setTitle] = useState<string>();
  const [error, setError] = useState<unknown>();
  const close = () => {
    setTitle(undefined);
    setError(undefined);
  };
  const save = () =>
    onSave(title!.trim()).then(() => {
      tellDone(t('saved'));
      close();
    }, setError);
  const name = isFirst ? t('save') : t('save-as');
  return (
    <>
      <Button
        aria-haspopup="dialog"
        type={isFirst ? 'primary' : 'default'}
        disabled={isOff}
        onClick={() => setTitle(before)}
      >
        {name}
      </Button>
      <Dialog isOpen={title !== undefined} onClose={close} className={styles.dialog} label={name}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <h2>{name}</h2>
          <Field label={t('title-of-chart')}>
            {(id) => (
              <Input id={id} maxLength={100} value={title} onChange={(it) => setTitle(it.target.value)} />
            )}
          </Field>
          {error !== undefined && <ProblemView error={error} />}
          <div className={styles.buttons}>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button type="primary" htmlType="submit" disabled={(title ?? '').trim() === ''}>
              {t('save')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

/** Puts a saved chart on a dashboard one may change, or on a new one. */
function ToDashboard({ chart }: { readonly chart: Chart }) {
  const t = useExploreWords();
  const dashboards = useDashboards().data?.dashboards ?? [];
  const { addDashboard } = useSaving();
  const put = usePutTile();
  const own = dashboards.filter((it) => it.may_change);
  const items = [
    ...own.map((it) => ({ key: String(it.dashboard_id), label: it.title })),
    { key: 'new', label: t('new-dashboard') },
  ];
  const choose = (key: string) => {
    const tile = { chart_id: chart.chart_id, width: 1, height: 1 };
    const done = key === 'new' ? addDashboard({ title: chart.title, tiles: [tile] }) : put(Number(key), tile);
    done.then(() => tellDone(t('added')), tellProblem);
  };
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button>{t('to-dashboard')}</Button>
    </Dropdown>
  );
}

/** Puts a tile at the end of a dashboard, as it is at that moment. */
function usePutTile() {
  const { slug: shop } = useShop();
  const { changeDashboard } = useSaving();
  return async (dashboard: number, tile: Tile) => {
    const { version, tiles } = await ask('/api/shops/{shop}/dashboards/{dashboard}', {
      path: { shop, dashboard },
    });
    const bare = tiles.map(({ chart_id, width, height }) => ({ chart_id, width, height }));
    return changeDashboard(dashboard, { version, tiles: [...bare, tile] });
  };
}
