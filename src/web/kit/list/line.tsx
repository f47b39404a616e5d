import { memo } from 'react';
import type { Column } from './column.ts';
import { SelectRow } from './select-rows.tsx';
import { sideOf, widthStyle } from './side-of.ts';

interface LineProps<Row> {
  readonly row: Row;
  /** Key of the row. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly isSelected?: boolean;
  /** Without it rows cannot be selected. */
  readonly onToggle?: (row: Row) => void;
}

function LineOf<Row>({ row, name, columns, isSelected = false, onToggle }: LineProps<Row>) {
  return (
    <tr data-row-key={name} aria-selected={onToggle && isSelected}>
      {onToggle && <SelectRow isSelected={isSelected} onToggle={() => onToggle(row)} />}
      {columns.map((column) => (
        <td key={column.key} className={sideOf(column)} style={widthStyle(column)}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  );
}

/** One row of a table; drawn again only when something of it changed: a list draws fifty while its next rows are on their way. */
export const Line = memo(LineOf) as typeof LineOf;
