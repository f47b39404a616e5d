import { useCallback, useRef } from 'react';
import { Heading } from './heading.tsx';
import { Line } from './line.tsx';
import type { DataListProps } from './list-props.ts';
import { SelectAll } from './select-rows.tsx';
import styles from './table.module.css';

interface RowsProps<Row> extends Omit<DataListProps<Row>, 'card' | 'queryKey' | 'load' | 'empty'> {
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly onSelect: (rows: readonly Row[]) => void;
  /** Of what was asked before; the next rows are on their way. */
  readonly isFormer?: boolean;
  /** Which list it is: another number, another list. */
  readonly list?: number;
}

/**
 * Rows as a table. A table of the page itself and not antd's, whose cells cost ten times as much to draw: half of the
 * time from a click to the next rows. The reader's clicks on a heading become the server's `sort`.
 */
export function Rows<Row>(it: RowsProps<Row>) {
  const { columns, rows, rowKey, bulk, selected, onSelect, label, isFormer = false } = it;
  const chosen = new Set(selected.map(rowKey));
  const toggle = useSame((row: Row) =>
    onSelect(
      chosen.has(rowKey(row)) ? selected.filter((one) => rowKey(one) !== rowKey(row)) : [...selected, row],
    ),
  );
  return (
    // A wide table is scrolled by keyboard only where its box can be reached by it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className={styles.box} tabIndex={0} aria-busy={isFormer} data-list={it.list}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {bulk && <SelectAll rows={rows} selected={selected} rowKey={rowKey} onSelect={onSelect} />}
            {columns.map((column) => (
              <Heading
                key={column.key}
                {...{ column, sort: it.sort, onSort: it.onSort, onWidth: it.onWidth }}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line
              key={rowKey(row)}
              {...{ row, columns, name: rowKey(row) }}
              {...(bulk && { isSelected: chosen.has(rowKey(row)), onToggle: toggle })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One function that does what the newest does: whoever is given it is not drawn again for it. */
function useSame<A>(act: (it: A) => void): (it: A) => void {
  const newest = useRef(act);
  newest.current = act;
  return useCallback((it) => newest.current(it), []);
}
