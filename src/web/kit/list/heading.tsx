import type { Column } from './column.ts';
import { Resizer } from './resizer.tsx';
import { sideOf, widthStyle } from './side-of.ts';
import { nextSort, orderOf } from './sort-rules.ts';
import styles from './table.module.css';

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  /** The server's `sort` now. */
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
  readonly onWidth: ((key: string, width: number | undefined) => void) | undefined;
}

const spoken = { ascend: 'ascending', descend: 'descending' } as const;

/** Name of a column; a button where the server sorts by it. */
export function Heading<Row>({ column, sort, onSort, onWidth }: HeadingProps<Row>) {
  const { title, sort: by, width } = column;
  const order = by && orderOf(by, sort);
  return (
    <th
      scope="col"
      className={sideOf(column)}
      style={widthStyle(column)}
      {...(order && { 'aria-sort': spoken[order] })}
      // Without it the words of the edge would be read with every cell of the column.
      {...(onWidth && { 'aria-label': title })}
    >
      {by === undefined || onSort === undefined ? (
        title
      ) : (
        <button
          type="button"
          className={styles.sort}
          data-order={order}
          onClick={() => onSort(nextSort(by, sort))}
        >
          {title}
        </button>
      )}
      {onWidth && <Resizer {...{ title, width }} onWidth={(next) => onWidth(column.key, next)} />}
    </th>
  );
}
