import type { Prepared } from '../../../kit/charts/chart-data.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import { addDays } from '../../../kit/format/dates.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { Range } from '../range-rules.ts';
import { daysOfPeriod, periodLabel } from './period-labels.ts';

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

interface KindData {
  readonly shop: string;
  readonly rows: readonly KindRow[];
  readonly range: Range;
}

type Days = ReturnType<typeof daysOfPeriod>;

interface Look {
  readonly format: Format;
  readonly names: Readonly<Record<BuyerKind | 'period' | 'returning-share', string>>;
}

/** Whom a bar counts: new are those whose first order lies in the period, returning those who ordered in it and had before. */
function peopleOf(kind: BuyerKind, { from, to }: Days, shop: string): string | undefined {
  if (kind === 'other') return undefined;
  if (kind === 'new') return customersAddress(shop, { first_order_from: from, first_order_to: to });
  return customersAddress(shop, { ordered_from: from, ordered_to: to, first_order_to: addDays(from, -1) });
}

export function prepareNewReturning({ shop, rows, range }: KindData, { format, names }: Look): Prepared {
  const { by } = range;
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
        data: periods.map((it) => ({
          value: of(it, kind),
          href: peopleOf(kind, daysOfPeriod(it, range), shop),
        })),
      })),
    },
    table: {
      head: [names.period, ...kinds.map((kind) => names[kind]), names['returning-share']],
      rows: periods.map((it) => ({
        cells: [it, ...kinds.map((kind) => format.money(of(it, kind))), format.share(share(it))],
        links: [undefined, ...kinds.map((kind) => peopleOf(kind, daysOfPeriod(it, range), shop))],
      })),
    },
  };
}
