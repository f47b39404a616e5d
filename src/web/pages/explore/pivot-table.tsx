import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import type { PivotAnswer } from '../../../contract/explore.ts';
import { Change } from '../../kit/figures.tsx';
import { changeOf } from '../../kit/format/change.ts';
import { type Arranged, arrange, beginsRun, type Keys, runLength } from './arrange.ts';
import { isTotal, type Measure, shownAt } from './calculate.ts';
import styles from './table.module.css';
import type { Saying } from './use-saying.ts';
import type { View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

/** Rows and columns that are drawn: more make every click slow, and nobody reads them. The file has them all. */
const mostRows = 400;
const mostColumns = 60;

export interface PivotTableProps {
  readonly answer: PivotAnswer;
  readonly view: View;
  readonly measures: readonly Measure[];
  readonly saying: Saying;
  readonly label: string;
  /** Address of the people in a cell, where there is one. */
  readonly href: (measure: Measure, keys: Keys) => string | undefined;
  /** Behind each figure a ground as strong as it is great. */
  readonly isHeatMap?: boolean;
}

/** The answer as a table: headings that stay, totals in their places, each cell a link to its people where it can be. */
export function PivotTable(props: PivotTableProps) {
  const { answer, view, label } = props;
  const t = useExploreWords();
  const table = arrange(answer, view);
  const rows = table.rows.length > mostRows ? table.rows.slice(0, mostRows) : table.rows;
  const columns = table.columns.slice(
    0,
    Math.max(1, Math.floor(mostColumns / Math.max(1, props.measures.length))),
  );
  const greatest = props.isHeatMap ? props.measures.map((_, place) => greatestOf(table, place)) : [];
  const isCut = rows.length < table.rows.length || columns.length < table.columns.length;
  return (
    <>
      {isCut && <p className={styles.cut}>{t('table-cut', { rows: rows.length, all: table.rows.length })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard. */}
      <section className={styles.scroll} aria-label={label} tabIndex={0}>
        <table className={styles.table}>
          <caption className="unseen">{label}</caption>
          <Head {...props} columns={columns} />
          <tbody>
            {rows.map((row, at) => (
              <Row key={JSON.stringify(row)} {...props} {...{ table, rows, columns, row, at, greatest }} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface HeadProps extends PivotTableProps {
  readonly columns: readonly Keys[];
}

function Head(props: HeadProps) {
  const { view, columns, measures, saying } = props;
  const { columns: across } = view.question;
  const hasMeasures = measures.length > 1 || across.length === 0;
  const depth = across.length + (hasMeasures ? 1 : 0);
  return (
    <thead>
      {across.map((dimension, level) => (
        <tr key={dimension}>
          {level === 0 && <Corner {...props} height={depth} />}
          {columns.map((column, at) => (
            <ColumnHeading key={JSON.stringify(column)} {...props} {...{ column, at, level, dimension }} />
          ))}
        </tr>
      ))}
      {hasMeasures && (
        <tr>
          {across.length === 0 && <Corner {...props} height={1} />}
          {columns.map((column) =>
            measures.map((measure) => (
              <th key={`${JSON.stringify(column)} ${measure.code}`} scope="col">
                {saying.field(measure.code)}
              </th>
            )),
          )}
        </tr>
      )}
    </thead>
  );
}

/** Above the headings of rows: what they are. */
function Corner({ view, saying, height }: HeadProps & { readonly height: number }) {
  const { rows } = view.question;
  if (rows.length === 0) return <td className={styles.corner} rowSpan={height} />;
  return rows.map((code) => (
    <th key={code} scope="col" rowSpan={height} className={styles.corner}>
      {saying.field(code)}
    </th>
  ));
}

interface ColumnHeadingProps extends HeadProps {
  readonly column: Keys;
  readonly at: number;
  readonly level: number;
  readonly dimension: string;
}

function ColumnHeading({ columns, column, at, level, dimension, measures, saying }: ColumnHeadingProps) {
  // Under a total everything is that total: its heading reaches down.
  if (level > 0 && column[level - 1] === null) return null;
  if (!beginsRun(columns, at, level)) return null;
  const span = runLength(columns, at, level) * measures.length;
  const height = column[level] === null ? column.length - level : 1;
  return (
    <th
      scope="colgroup"
      colSpan={span}
      rowSpan={height}
      className={column[level] === null ? styles.total : undefined}
    >
      {saying.value(dimension, column[level]!)}
    </th>
  );
}

interface RowProps extends HeadProps {
  readonly table: Arranged;
  /** The greatest figure of each measure; nothing unless it is a heat map. */
  readonly greatest: readonly number[];
  readonly rows: readonly Keys[];
  readonly row: Keys;
  readonly at: number;
}

function Row(props: RowProps) {
  const { rows, row, at, view, columns, measures } = props;
  const isGrand = row.length > 0 && row[0] === null;
  return (
    <tr className={isGrand ? styles.grand : isTotal(row) ? styles.subtotal : undefined}>
      {row.length === 0 && <th scope="row">{props.saying.value('', null)}</th>}
      {row.map((value, level) => {
        if (level > 0 && row[level - 1] === null) return null;
        if (value !== null && !beginsRun(rows, at, level)) return null;
        const span =
          value === null ? { colSpan: row.length - level } : { rowSpan: runLength(rows, at, level) };
        const dimension = view.question.rows[level]!;
        return (
          <th key={dimension} scope="row" {...span}>
            {props.saying.value(dimension, value)}
          </th>
        );
      })}
      {columns.map((column) =>
        measures.map((measure, place) => (
          <Cell
            key={`${JSON.stringify(column)} ${measure.code}`}
            {...props}
            {...{ column, measure, place }}
          />
        )),
      )}
    </tr>
  );
}

/** How strong the ground is: nothing to two fifths of the accent, on which text can still be read. */
function groundOf(value: number | null, most: number): CSSProperties | undefined {
  if (value === null || value <= 0) return undefined;
  const share = Math.round((40 * value) / most);
  return { background: `color-mix(in srgb, var(--accent) ${share}%, var(--surface))` };
}

/** The greatest figure of a measure among the cells that are no totals. */
function greatestOf({ rows, columns, at }: Arranged, place: number): number {
  const cells = rows
    .filter((it) => !isTotal(it))
    .flatMap((row) => columns.filter((it) => !isTotal(it)).map((column) => at(row, column)));
  return cells.reduce((most, numbers) => Math.max(most, numbers?.[place]?.value ?? 0), 0);
}

interface CellProps extends RowProps {
  readonly column: Keys;
  readonly measure: Measure;
  readonly place: number;
}

function Cell(props: CellProps) {
  const { table, row, column, measure, place, view, saying, href, answer, isHeatMap = false } = props;
  const shown = shownAt(table, { row, column, at: place }, { measure, show: view.show });
  const text = saying.shown(measure, shown);
  const to = shown.value === null || shown.value === 0 ? undefined : href(measure, [...row, ...column]);
  const ground =
    isHeatMap && !isTotal(row) && !isTotal(column)
      ? groundOf(shown.value, props.greatest[place] ?? 0)
      : undefined;
  const compares = answer.before !== null && shown.as === 'value';
  return (
    <td className={isTotal(column) ? styles.total : ground && styles.heat} style={ground}>
      {to === undefined ? text : <Link to={to}>{text}</Link>}
      {compares && (
        <div className={styles.change}>
          <Change
            change={changeOf(shown.value, shown.before, measure.unit === 'ratio')}
            better={measure.better}
          />
        </div>
      )}
    </td>
  );
}
