import type { Column } from './column.ts';

/** What clicks on a heading come to. Pure. */

type By = NonNullable<Column<unknown>['sort']>;
export type Order = 'ascend' | 'descend';

/** The order in which rows stand by this column now, if they do. */
export function orderOf(by: By, sort: string | undefined): Order | undefined {
  if (sort === undefined) return undefined;
  if (by.ascending === sort) return 'ascend';
  return by.descending === sort ? 'descend' : undefined;
}

/** The server's `sort` after a click: most first where it offers both, then the other way, then '', its own order. */
export function nextSort(by: By, sort: string | undefined): string {
  const offered = [by.descending, by.ascending].filter((it) => it !== undefined);
  return offered[offered.indexOf(sort ?? '') + 1] ?? '';
}
