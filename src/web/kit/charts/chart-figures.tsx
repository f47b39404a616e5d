import { Link } from 'react-router';
import { useKitWords } from '../words.ts';
import styles from './chart.module.css';
import type { ChartTable } from './chart-data.ts';

interface ChartFiguresProps {
  /** What the picture shows, for screen readers. */
  readonly label: string;
  readonly table: ChartTable;
}

/** The data of a picture as a table behind a switch that a keyboard reaches; its rows lead where clicks lead. */
export function ChartFigures({ label, table }: ChartFiguresProps) {
  const t = useKitWords();
  return (
    <details className={styles.details}>
      <summary>{t('chart-as-table')}</summary>
      <Figures label={label} table={table} />
    </details>
  );
}

function Figures({ label, table }: ChartFiguresProps) {
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
          {table.rows.map(({ cells: [first = '', ...rest], href, links }) => (
            <tr key={first}>
              <th scope="row">
                <Figure text={first} href={href} />
              </th>
              {rest.map((cell, column) => (
                <td key={table.head[column + 1]}>
                  <Figure text={cell} href={links?.[column + 1]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Figure = ({ text, href }: { readonly text: string; readonly href: string | undefined }) =>
  href === undefined ? text : <Link to={href}>{text}</Link>;
