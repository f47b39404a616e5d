import { useText } from '../../kit/words/language.ts';
import { fieldName } from './field-names.ts';
import styles from './imports.module.css';
import { type InspectionView, type PlacedColumn, placed } from './inspection.ts';
import { useImportWords } from './words.ts';

interface FirstRowsProps {
  readonly it: InspectionView;
  /** Nothing reads them yet: they stand as they are. */
  readonly isPlain: boolean;
}

type Row = InspectionView['rows'][number];

/** The first rows as they will be read: above each column what it becomes, and each row's faults. */
export function FirstRows({ it, isPlain }: FirstRowsProps) {
  const t = useImportWords();
  const columns = placed(it.columns);
  const bad = it.rows.filter(({ problems }) => problems.length > 0).length;
  return (
    <>
      <p className={`muted ${styles.lead}`}>
        {t('rows-shown', { count: it.rows.length })}
        {!isPlain && bad > 0 && ` ${t('rows-bad', { count: bad })}`}
        {it.rows_hidden && ` ${t('rows-hidden')}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('step-rows')}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('line')}</th>
              {columns.map(({ key, column, place }) => (
                <th scope="col" key={key} title={column}>
                  {column}
                  {!isPlain && <Becomes it={it} place={place} column={column} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {it.rows.map((row) => (
              <TableRow key={row.line} row={row} columns={columns} isPlain={isPlain} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface BecomesProps {
  readonly it: InspectionView;
  readonly place: number;
  readonly column: string;
}

function Becomes({ it, place, column }: BecomesProps) {
  const t = useImportWords();
  const say = useText();
  if (it.chosen === null || it.chosen.uses.length === 0) return null;
  const isJson = it.format === 'json-lines';
  const use = it.chosen.uses.find((its) => (isJson ? its.column === column : its.place === place));
  if (use === undefined) return <small className={styles.unused}>{t('not-used')}</small>;
  return <small>→ {say(fieldName(use.field, it.chosen.name))}</small>;
}

interface TableRowProps {
  readonly row: Row;
  readonly columns: readonly PlacedColumn[];
  readonly isPlain: boolean;
}

function TableRow({ row, columns, isPlain }: TableRowProps) {
  const say = useText();
  const problems = isPlain ? [] : row.problems;
  const why = problems.map(({ column, message }) => `${column ?? ''} ${say(message)}`.trim()).join('; ');
  if (row.cells.length === 0)
    return (
      <tr>
        <td className="figures">{row.line}</td>
        <td className={styles.reason} colSpan={columns.length}>
          {row.problems.map(({ message }) => say(message)).join(' ')}
        </td>
      </tr>
    );
  return (
    <>
      <tr title={why}>
        <td className="figures">{row.line}</td>
        {columns.map(({ key, column, place }) => (
          <td
            key={key}
            title={row.cells[place]}
            className={problems.some((it) => it.column === column) ? styles['cell-bad'] : ''}
          >
            {row.cells[place]}
          </td>
        ))}
      </tr>
      {why !== '' && (
        <tr>
          <td />
          <td className={styles.reason} colSpan={columns.length}>
            {why}
          </td>
        </tr>
      )}
    </>
  );
}
