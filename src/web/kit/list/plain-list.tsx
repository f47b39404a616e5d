import { Empty, type EmptyProps } from '../state/empty.tsx';
import type { Column } from './column.ts';
import { Rows } from './rows.tsx';

interface PlainListProps<Row> {
  /** What the list is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty: EmptyProps;
}

/** Rows that are all there: a few, asked for by whoever shows them. They may change under the reader without a blink. */
export function PlainList<Row>({ rows, empty, ...it }: PlainListProps<Row>) {
  if (rows.length === 0) return <Empty {...empty} />;
  return <Rows {...it} rows={rows} selected={[]} onSelect={() => {}} />;
}
