import type { Prepared } from '../../../kit/charts/chart-data.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { Range } from '../range-rules.ts';
import { periodLabel } from './period-labels.ts';

/** Whose orders they are, in the order they are stacked. */
const buyerKinds = ['returning', 'new', 'other'] as const;
type BuyerKind = (typeof buyerKinds)[number];

/** A row of `net-sales` by `new-returning`. */
export interface KindRow {
  readonly period: string;
  readonly value: number | null;
  readonly 'new-returning'?: string;
}

/** Guests, and refunds of those who never paid here, are neither new nor returning. */
const kindOf = (row: KindRow): BuyerKind => {
  const kind = row['new-returning'];
  return kind === 'new' || kind === 'returning' ? kind : 'other';
};

interface Look {
  readonly format: Format;
  readonly names: Readonly<Record<BuyerKind | 'period' | 'returning-share', string>>;
}

export function prepareNewReturning(
  rows: readonly KindRow[],
  { by }: Pick<Range, 'by'>,
  { format, names }: Look,
): Prepared {
  const periods = [...new Set(rows.map((it) => it.period))];
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.period} ${kindOf(row)}`;
    sums.set(key, (sums.get(key) ?? 0) + (row.value ?? 0));
  }
  const of = (period: string, kind: BuyerKind) => sums.get(`${period} ${kind}`) ?? 0;
  const kinds = buyerKinds.filter((kind) => kind !== 'other' || periods.some((it) => of(it, kind) !== 0));
  const total = (period: string) => kinds.reduce((sum, kind) => sum + of(period, kind), 0);
  const share = (period: string) => (total(period) > 0 ? of(period, 'returning') / total(period) : null);
  return {
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (it) => format.money(it as number) },
      xAxis: { type: 'category', data: periods.map((it) => periodLabel(it, by, format.language)) },
      yAxis: { type: 'value', axisLabel: { formatter: format.axisMoney } },
      series: kinds.map((kind) => ({
        name: names[kind],
        type: 'bar',
        stack: 'sales',
        barMaxWidth: 28,
        data: periods.map((it) => of(it, kind)),
      })),
    },
    table: {
      head: [names.period, ...kinds.map((kind) => names[kind]), names['returning-share']],
      rows: periods.map((it) => ({
        cells: [it, ...kinds.map((kind) => format.money(of(it, kind))), format.share(share(it))],
      })),
    },
  };
}
