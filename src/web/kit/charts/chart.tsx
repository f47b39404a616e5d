import { lazy, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import { useKitWords } from '../words.ts';
import styles from './chart.module.css';
import type { ChartTable, Prepared } from './chart-data.ts';

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
  const t = useKitWords();
  const go = useNavigate();
  return (
    <figure className={styles.chart}>
      <div role="img" aria-label={label}>
        <Suspense fallback={<div style={{ height }} />}>
          <Drawing option={prepared.option} height={height} onGo={(href) => void go(href)} />
        </Suspense>
      </div>
      <details className={styles.details}>
        <summary>{t('chart-as-table')}</summary>
        <Figures label={label} table={prepared.table} />
      </details>
    </figure>
  );
}

function Figures({ label, table }: { readonly label: string; readonly table: ChartTable }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {table.head.map((it) => (
              <th key={it} scope="col">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ cells: [first = '', ...rest], href }) => (
            <tr key={first}>
              <th scope="row">{href ? <Link to={href}>{first}</Link> : first}</th>
              {rest.map((cell, column) => (
                <td key={table.head[column + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
