import { useNavigate } from 'react-router';
import { QueryState } from '../state/query-state.tsx';
import { useCode } from '../use-code.ts';
import styles from './chart.module.css';
import type { Prepared } from './chart-data.ts';
import { ChartFigures } from './chart-figures.tsx';

interface ChartProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly prepared: Prepared;
  readonly height?: number;
}

/** A picture, and behind a keyboard-reachable switch the same data as a table, whose rows lead where clicks lead. */
export function Chart({ label, prepared, height = 280 }: ChartProps) {
  return (
    <figure className={styles.chart}>
      <Picture {...{ label, prepared, height }} />
      <ChartFigures label={label} table={prepared.table} />
    </figure>
  );
}

/** ECharts comes when the first chart is on screen, and figures do not wait for it; without it they stand in the table. */
function Picture({ label, prepared, height }: Required<ChartProps>) {
  const go = useNavigate();
  const drawing = useCode('charts', () => import('./drawing.tsx'));
  const { option, table, canWalk = false } = prepared;
  return (
    <QueryState query={drawing} loading={<div style={{ height }} />}>
      {({ default: Drawing }) => (
        <div {...(!canWalk && { role: 'img', 'aria-label': label })}>
          <Drawing
            {...{ label, option, height }}
            walk={canWalk ? table.rows : undefined}
            onGo={(href) => void go(href)}
          />
        </div>
      )}
    </QueryState>
  );
}
