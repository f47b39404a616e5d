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

/** The setting that keeps which columns of a list are shown. */
export const columnsSetting = (list: string): string => `columns.${list}`;

/** Keys of the columns shown at first. */
export const shownAtFirst = <Row>(columns: readonly Column<Row>[]): string[] =>
  columns.filter((it) => !it.hidden).map((it) => it.key);

/** What was kept, in its order, as far as those columns still exist; at least one column is always shown. */
export function keptColumns<Row>(columns: readonly Column<Row>[], kept: unknown): string[] {
  const known = columns.map((it) => it.key);
  const chosen = Array.isArray(kept) ? [...new Set(kept)].filter((it) => known.includes(it)) : [];
  return chosen.length > 0 ? chosen : shownAtFirst(columns);
}

/** The keys with one of them a place further up (-1) or down (1). */
export function moved(keys: readonly string[], key: string, by: -1 | 1): string[] {
  const from = keys.indexOf(key);
  const other = keys[from + by];
  if (other === undefined) return [...keys];
  return keys.map((it) => (it === key ? other : it === other ? key : it));
}
