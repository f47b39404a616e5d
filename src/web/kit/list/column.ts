import type { ReactNode } from 'react';

/** A column of a list. */
export interface Column<Row> {
  /** Stable: what the reader chose is kept by it. */
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Figures stand right. */
  readonly align?: 'right';
  readonly width?: number;
  /** The values of the server's `sort` this column stands for; the server sorts, never the page. */
  readonly sort?: { readonly ascending?: string; readonly descending?: string };
  /** Not shown until the reader chooses it. */
  readonly hidden?: boolean;
}

/** Keys of the columns shown at first. */
export const shownAtFirst = <Row>(columns: readonly Column<Row>[]): string[] =>
  columns.filter((it) => !it.hidden).map((it) => it.key);

/** What was kept, as far as those columns still exist; at least one column is always shown. */
export function keptColumns<Row>(columns: readonly Column<Row>[], kept: string | null): string[] {
  const known = columns.map((it) => it.key);
  const chosen = (kept ?? '').split(',').filter((it) => known.includes(it));
  return chosen.length > 0 ? chosen : shownAtFirst(columns);
}
