import { Button, Dropdown } from 'antd';
import { type RefObject, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Dashboard, Tile as StoredTile } from '../../../../contract/explore.ts';
import { useShop } from '../../../client/me.ts';
import { actLater } from '../../../kit/act-later.ts';
import { useView } from '../../../kit/list/view.ts';
import { PageHeader } from '../../../kit/page/page-header.tsx';
import { Empty } from '../../../kit/state/empty.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { tellDone, tellProblem } from '../../../kit/toast.tsx';
import styles from '../explore.module.css';
import { RangeSelect } from '../range-select.tsx';
import { Rename } from '../rename.tsx';
import { useCatalogue } from '../use-answer.ts';
import { dashboardKey, useCharts, useDashboard, useSaving } from '../use-saved.ts';
import { useExploreWords } from '../words.ts';
import { Tile } from './tile.tsx';
import { bareTiles } from './tile-rules.ts';

/** Saved charts side by side, over one range. */
export default function DashboardPage() {
  const { dashboard } = useParams();
  return <QueryState query={useDashboard(Number(dashboard))}>{(it) => <Board board={it} />}</QueryState>;
}

function Board({ board }: { readonly board: Dashboard }) {
  const t = useExploreWords();
  const { slug } = useShop();
  const [{ range }, setView] = useView({ range: '' });
  const [isArranging, setArranging] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const root = `/shops/${encodeURIComponent(slug)}`;
  return (
    <>
      <Link to={`${root}/dashboards`}>← {t('dashboards')}</Link>
      <PageHeader
        title={board.title}
        subtitle={board.is_shared ? t('is-shared') : t('is-own')}
        help={t('dashboards-help')}
        actions={
          <>
            <RangeSelect range={range} none={t('range-own')} onChange={(it) => setView({ range: it })} />
            {board.may_change && (
              <Button type={isArranging ? 'primary' : 'default'} onClick={() => setArranging(!isArranging)}>
                {isArranging ? t('arranged') : t('arrange')}
              </Button>
            )}
            {board.may_change && <BoardActions board={board} />}
            <Button onClick={() => void grid.current?.requestFullscreen()}>{t('full-screen')}</Button>
          </>
        }
      />
      <Tiles board={board} range={range} isArranging={isArranging} grid={grid} />
    </>
  );
}

function BoardActions({ board }: { readonly board: Dashboard }) {
  const t = useExploreWords();
  const go = useNavigate();
  const { slug } = useShop();
  const { changeDashboard, dropDashboard } = useSaving();
  const share = () =>
    changeDashboard(board.dashboard_id, { version: board.version, is_shared: !board.is_shared }).then(
      (it) => tellDone(it.is_shared ? t('is-shared') : t('is-own')),
      tellProblem,
    );
  const drop = () => {
    const { dashboard_id: id, title } = board;
    const said = { done: t('deleted', { title }), undo: t('undo') };
    actLater({ key: dashboardKey(id), ...said, act: () => dropDashboard(id) });
    void go(`/shops/${encodeURIComponent(slug)}/dashboards`);
  };
  return (
    <>
      <AddChart board={board} />
      <Rename
        title={board.title}
        onRename={(title) => changeDashboard(board.dashboard_id, { version: board.version, title })}
      />
      <Button onClick={() => void share()}>{board.is_shared ? t('unshare') : t('share')}</Button>
      <Button danger title={t('delete-dashboard-what')} onClick={drop}>
        {t('delete')}
      </Button>
    </>
  );
}

function AddChart({ board }: { readonly board: Dashboard }) {
  const t = useExploreWords();
  const { changeDashboard } = useSaving();
  const charts = (useCharts().data?.charts ?? []).filter((it) => it.view !== null);
  const add = (key: string) => {
    const tiles = [...bareTiles(board), { chart_id: Number(key), width: 1, height: 1 }];
    changeDashboard(board.dashboard_id, { version: board.version, tiles }).then(
      () => tellDone(t('added')),
      tellProblem,
    );
  };
  const items = charts.map((it) => ({ key: String(it.chart_id), label: it.title }));
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      disabled={items.length === 0}
      menu={{ items, onClick: ({ key }) => add(key) }}
    >
      <Button>{t('add-chart')}</Button>
    </Dropdown>
  );
}

/** A chart may stand on a dashboard twice. */
const keyOf = ({ tiles }: Dashboard, chart: number, at: number): string =>
  `${chart} ${tiles.slice(0, at).filter((it) => it.chart_id === chart).length}`;

interface TilesProps {
  readonly board: Dashboard;
  readonly range: string;
  readonly isArranging: boolean;
  readonly grid: RefObject<HTMLDivElement | null>;
}

function Tiles({ board, range, isArranging, grid }: TilesProps) {
  const t = useExploreWords();
  const catalogue = useCatalogue();
  const { slug } = useShop();
  const { changeDashboard } = useSaving();
  const [isBusy, setBusy] = useState(false);
  const arrange = (tiles: StoredTile[]) => {
    setBusy(true);
    changeDashboard(board.dashboard_id, { version: board.version, tiles })
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  if (board.tiles.length === 0)
    return (
      <Empty
        title={t('no-tiles')}
        hint={t('no-tiles-what')}
        action={<Link to={`/shops/${encodeURIComponent(slug)}/explore`}>{t('to-explore')}</Link>}
      />
    );
  return (
    <QueryState query={catalogue}>
      {(known) => (
        <div ref={grid} className={styles.grid} aria-busy={isBusy}>
          {board.tiles.map((it, at) => (
            <Tile
              key={keyOf(board, it.chart_id, at)}
              {...{ board, at, range }}
              catalogue={known}
              onArrange={isArranging && !isBusy ? arrange : undefined}
            />
          ))}
        </div>
      )}
    </QueryState>
  );
}
