import type { ReactNode } from 'react';
import type { EmptyProps } from '../state/empty.tsx';
import type { Column } from './column.ts';
import type { LoadPage } from './use-pages.ts';

/** What a list is made of. */
export interface DataListProps<Row> {
  /** What the list is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Everything that decides the rows: address, filters, sort. */
  readonly queryKey: readonly unknown[];
  readonly load: LoadPage<Row>;
  /** The server's `sort` value now, and what to do when the reader asks for another. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  /** Rows of a page, and what to do when the reader asks for more or fewer; without it a page is as long as it is. */
  readonly size?: number;
  readonly onSize?: (size: number) => void;
  /** What to do when the reader gives a column another width (undefined: its own); without it none can be given. */
  readonly onWidth?: (key: string, width: number | undefined) => void;
  readonly empty: EmptyProps;
  /** Actions on the rows selected; without it nothing is selectable. */
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  /** Asks for the next page as soon as this one is shown; not where asking is on record. */
  readonly ahead?: boolean;
  /** A row on a phone; without it the table scrolls sideways. */
  readonly card?: (row: Row) => ReactNode;
}
