import { Table, type TableColumnType } from 'antd';
import { useEffect, useRef } from 'react';
import type { Column } from './column.ts';
import styles from './list.module.css';
import type { DataListProps } from './list-props.ts';

interface RowsProps<Row> extends Omit<DataListProps<Row>, 'card'> {
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly onSelect: (rows: readonly Row[]) => void;
}

/** Rows as a table. The reader's clicks on a heading become the server's `sort`. */
export function Rows<Row>({
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  bulk,
  selected,
  onSelect,
  label,
}: RowsProps<Row>) {
  const box = useScrollByKeyboard();
  return (
    <div className={styles.table} ref={box}>
      <Table<object>
        size="small"
        aria-label={label}
        pagination={false}
        showSorterTooltip={false}
        columns={columns.map((it) => tableColumn(it, sort))}
        dataSource={[...rows] as object[]}
        rowKey={(row) => rowKey(row as Row)}
        onChange={(_page, _filters, sorter, { action }) => {
          if (action === 'sort' && !Array.isArray(sorter)) onSort?.(wanted(columns, sorter) ?? '');
        }}
        {...(bulk && {
          rowSelection: {
            selectedRowKeys: selected.map(rowKey),
            onChange: (_keys, chosen) => onSelect(chosen as Row[]),
          },
        })}
      />
    </div>
  );
}

/** antd gives its scrolling part no place in the order of Tab: a wide table could not be scrolled without a mouse. */
function useScrollByKeyboard() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0'));
  return box;
}

function tableColumn<Row>(column: Column<Row>, sort: string | undefined): TableColumnType<object> {
  const { key, title, render, align, width, sort: by } = column;
  const order = sort === undefined || !by ? null : orderOf(by, sort);
  return {
    key,
    title,
    render: (_value, row) => render(row as Row),
    ...(align && { align }),
    ...(width !== undefined && { width }),
    ...(by && { sorter: true, sortOrder: order, sortDirections: directionsOf(by) }),
  };
}

type By = NonNullable<Column<unknown>['sort']>;

function orderOf(by: By, sort: string): 'ascend' | 'descend' | null {
  if (by.ascending === sort) return 'ascend';
  return by.descending === sort ? 'descend' : null;
}

/** The order the server offers; most first where it offers both. */
const directionsOf = (by: By): ('ascend' | 'descend')[] => [
  ...(by.descending === undefined ? [] : (['descend'] as const)),
  ...(by.ascending === undefined ? [] : (['ascend'] as const)),
];

function wanted<Row>(
  columns: readonly Column<Row>[],
  sorter: { columnKey?: unknown; order?: 'ascend' | 'descend' | null },
): string | undefined {
  const by = columns.find((it) => it.key === sorter.columnKey)?.sort;
  if (!by || !sorter.order) return undefined;
  return sorter.order === 'ascend' ? by.ascending : by.descending;
}
