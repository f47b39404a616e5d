import type { Text } from '../../../platform/errors.ts';
import { type Cell, type GroupCode, groupOf, groups, type High, labelOf, total } from './rfm-rules.ts';

/** Sums over some customers. `share` of all buyers; averages; each null over nobody. Money in minor units. */
interface Sums {
  readonly customers: number;
  readonly share: number | null;
  readonly orders: number;
  readonly net_sales: number;
  readonly average_net_sales: number | null;
}

export interface GroupRow extends Sums {
  readonly code: GroupCode;
  /** 重要价值，重要发展, ... */
  readonly name: string;
  readonly label: Text;
}

/** One field of the grid: recency score across, frequency score up. */
export interface GridCell extends Sums {
  readonly recency: number;
  readonly frequency: number;
}

/** What is added up. */
export interface Counted {
  readonly customers: number;
  readonly orders: number;
  /** Minor units. */
  readonly netSales: number;
}

export const groupRows = (cells: readonly Cell[], high: High): GroupRow[] =>
  groupsOf(cells, (cell) => groupOf(cell, high));

/** All eight groups over cells of which each is in one. */
export function groupsOf<C extends Counted>(cells: readonly C[], groupIn: (cell: C) => string): GroupRow[] {
  const everybody = total(cells, (cell) => cell.customers);
  return groups.map((group) => {
    const own = cells.filter((cell) => groupIn(cell) === group.code);
    return { code: group.code, name: group.name, label: labelOf(group), ...sums(own, everybody) };
  });
}

const scores = [1, 2, 3, 4, 5];

export function gridOf(cells: readonly (Counted & Pick<Cell, 'r' | 'f'>)[]): GridCell[] {
  const everybody = total(cells, (cell) => cell.customers);
  return scores.flatMap((recency) =>
    scores.map((frequency) => {
      const own = cells.filter((cell) => cell.r === recency && cell.f === frequency);
      return { recency, frequency, ...sums(own, everybody) };
    }),
  );
}

function sums(cells: readonly Counted[], everybody: number): Sums {
  const customers = total(cells, (cell) => cell.customers);
  const netSales = total(cells, (cell) => cell.netSales);
  return {
    customers,
    share: everybody === 0 ? null : customers / everybody,
    orders: total(cells, (cell) => cell.orders),
    net_sales: netSales,
    average_net_sales: customers === 0 ? null : netSales / customers,
  };
}
