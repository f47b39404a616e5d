import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router';
import styles from './chart.module.css';
import type { Prepared } from './chart-data.ts';
import { ChartFigures } from './chart-figures.tsx';

/** ECharts comes when the first chart is on screen, and figures do not wait for it. */
const Drawing = lazy(() => import('./drawing.tsx'));

interface ChartProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly prepared: Prepared;
  readonly height?: number;
}

/** A picture, and behind a keyboard-reachable switch the same data as a table, whose rows lead where clicks lead. */
export function Chart({ label, prepared, height = 280 }: ChartProps) {
  const go = useNavigate();
  const { option, table, canWalk = false } = prepared;
  return (
    <figure className={styles.chart}>
      <div {...(!canWalk && { role: 'img', 'aria-label': label })}>
        <Suspense fallback={<div style={{ height }} />}>
          <Drawing
            {...{ label, option, height }}
            walk={canWalk ? table.rows : undefined}
            onGo={(href) => void go(href)}
          />
        </Suspense>
      </div>
      <ChartFigures label={label} table={table} />
    </figure>
  );
}
