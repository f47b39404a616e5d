import type { Prepared } from '../../../kit/charts/chart-data.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { Tokens } from '../../../kit/theme/tokens.ts';
import type { Range } from '../range-rules.ts';
import { daysOfPeriod, type Mark, marksOf, type OwnCampaign, periodLabel } from './period-labels.ts';

interface Point {
  readonly period: string;
  readonly value: number | null;
}

export interface TrendData {
  readonly shop: string;
  readonly range: Range;
  readonly sales: readonly Point[];
  readonly buyers: readonly Point[];
  /** Net sales of the window compared with, period by period; absent where nothing is compared. */
  readonly earlier?: readonly Point[] | undefined;
  /** The shop's own, once they are known. */
  readonly campaigns?: readonly OwnCampaign[] | undefined;
}

export interface TrendNames {
  readonly period: string;
  readonly sales: string;
  readonly buyers: string;
  readonly earlier: string;
}

interface Look {
  readonly format: Format;
  readonly names: TrendNames;
  readonly tokens: Tokens;
}

/** Net sales as bars, buyers as a line on an axis of their own, the compared window dashed, occasions and campaigns marked. */
export function prepareTrend(data: TrendData, { format, names, tokens }: Look): Prepared {
  const { range, sales, buyers, earlier, campaigns, shop } = data;
  const labels = sales.map((it) => periodLabel(it.period, range.by, format.language));
  const hrefs = sales.map(({ period }) => {
    const days = daysOfPeriod(period, range);
    return customersAddress(shop, { ordered_from: days.from, ordered_to: days.to });
  });
  const marks = marksOf(
    sales.map((it) => it.period),
    range,
    format.language,
    campaigns,
  );
  const before = earlier && sales.map((_, n) => earlier[n]?.value ?? null);
  return {
    canWalk: true,
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, data: [names.sales, names.buyers, ...(before ? [names.earlier] : [])] },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: labels },
      yAxis: [
        { type: 'value', axisLabel: { formatter: format.axisMoney } },
        {
          type: 'value',
          splitLine: { show: false },
          axisLabel: { formatter: (it: number) => format.number(it, true) },
        },
      ],
      series: [
        {
          name: names.sales,
          type: 'bar',
          barMaxWidth: 28,
          data: sales.map((it, n) => ({ value: it.value, href: hrefs[n] })),
          tooltip: { valueFormatter: (it) => format.money(it as number) },
          markLine: markLine(marks, tokens),
        },
        {
          name: names.buyers,
          type: 'line',
          yAxisIndex: 1,
          data: buyers.map((it, n) => ({ value: it.value, href: hrefs[n] })),
          tooltip: { valueFormatter: (it) => format.number(it as number) },
        },
        ...(before ? [earlierLine(before, names.earlier, { format, tokens })] : []),
      ],
    },
    table: {
      head: [names.period, names.sales, names.buyers, ...(before ? [names.earlier] : [])],
      rows: sales.map((it, n) => ({
        cells: [
          it.period,
          format.money(it.value),
          format.number(buyers[n]?.value ?? null),
          ...(before ? [format.money(before[n] ?? null)] : []),
        ],
        href: hrefs[n],
      })),
    },
  };
}

const earlierLine = (
  data: (number | null)[],
  name: string,
  { format, tokens }: Pick<Look, 'format' | 'tokens'>,
) => ({
  name,
  type: 'line' as const,
  data,
  lineStyle: { type: 'dashed' as const, color: tokens.muted, width: 1.5 },
  itemStyle: { color: tokens.muted },
  tooltip: { valueFormatter: (it: unknown) => format.money(it as number) },
});

const markLine = (marks: readonly Mark[], tokens: Tokens) => ({
  symbol: 'none',
  silent: true,
  lineStyle: { color: tokens.warn, type: 'dotted' as const },
  label: { color: tokens.warn, formatter: '{b}' },
  data: marks.map(({ index, label, isOwn }) => ({
    ...{ name: label, xAxis: index },
    ...(isOwn && { lineStyle: { color: tokens.accent }, label: { color: tokens.accent } }),
  })),
});

/** The period of most net sales, for the sentence under the chart; the first of several. */
export function bestPeriod(sales: readonly Point[]): Point | undefined {
  const best = sales.reduce<Point | undefined>(
    (most, it) => ((it.value ?? 0) > (most?.value ?? 0) ? it : most),
    undefined,
  );
  return best;
}
