import { Button } from 'antd';
import { type CSSProperties, useRef } from 'react';
import { Link } from 'react-router';
import type { Dashboard, ExploreCatalogue, Tile as StoredTile } from '../../../../contract/explore.ts';
import { useShop } from '../../../client/me.ts';
import styles from '../explore.module.css';
import { ExportMenu } from '../export-menu.tsx';
import { Result } from '../result.tsx';
import { writeAddress } from '../view-address.ts';
import { useExploreWords } from '../words.ts';
import { type Arrangement, arranged, bareTiles } from './tile-rules.ts';

interface TileProps {
  readonly board: Dashboard;
  readonly at: number;
  readonly catalogue: ExploreCatalogue;
  /** Days that take the place of each chart's own; '' for its own. */
  readonly range: string;
  /** Stores another arrangement; undefined while nothing is arranged. */
  readonly onArrange: ((tiles: StoredTile[]) => void) | undefined;
}

const ways: readonly Arrangement[] = ['left', 'right', 'wider', 'narrower', 'taller', 'lower', 'remove'];
const signs: Readonly<Record<Arrangement, string>> = {
  ...{ left: '←', right: '→', wider: '⇔', narrower: '⇥', taller: '↧', lower: '↥', remove: '✕' },
};

/** A saved chart on a dashboard. */
export function Tile({ board, at, catalogue, range, onArrange }: TileProps) {
  const t = useExploreWords();
  const { slug } = useShop();
  const place = useRef<HTMLElement>(null);
  const { chart, width, height } = board.tiles[at]!;
  const view = chart?.view && (range === '' ? chart.view : { ...chart.view, range });
  const title = chart?.title ?? t('not-shared');
  const address = view && new URLSearchParams({ view: writeAddress(view), chart: String(chart.chart_id) });
  return (
    <section
      ref={place}
      className={`card ${styles.tile}`}
      style={
        {
          '--tile-width': width,
          '--tile-height': height,
          '--table-height': `${height * 272 - 76}px`,
        } as CSSProperties
      }
      aria-label={title}
    >
      <header>
        <h2>
          {address ? (
            <Link to={`/shops/${encodeURIComponent(slug)}/explore?${address}`}>{title}</Link>
          ) : (
            title
          )}
        </h2>
        {view && <ExportMenu view={view} title={title} place={place} isSmall />}
      </header>
      {onArrange && <Arrange board={board} at={at} title={title} onArrange={onArrange} />}
      <div className={styles.tileBody}>
        {view ? (
          <Result catalogue={catalogue} view={view} label={title} height={height * 272 - 96} />
        ) : (
          <p className="muted">{chart ? t('view-unknown') : t('not-shared-what')}</p>
        )}
      </div>
    </section>
  );
}

interface ArrangeProps extends Pick<TileProps, 'board' | 'at'> {
  readonly title: string;
  readonly onArrange: (tiles: StoredTile[]) => void;
}

function Arrange({ board, at, title, onArrange }: ArrangeProps) {
  const t = useExploreWords();
  const tiles = bareTiles(board);
  return (
    <div className={styles.arrange}>
      {ways.map((way) => {
        const next = arranged(tiles, at, way);
        return (
          <Button
            key={way}
            size="small"
            disabled={next === undefined}
            aria-label={`${t(`tile-${way}`)}: ${title}`}
            title={t(`tile-${way}`)}
            onClick={() => next && onArrange(next)}
          >
            {signs[way]}
          </Button>
        );
      })}
    </div>
  );
}
