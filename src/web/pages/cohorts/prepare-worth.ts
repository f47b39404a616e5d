import type { CohortWorth } from '../../../contract/cohorts.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'offset' | 'net-sales' | 'margin' | 'cac' | 'payback', string>>;
}

/** Money and margin a customer, cumulative, CAC as a line across, and where it is earned back. */
export function prepareWorth({ overall }: CohortWorth, { format, tokens, names }: Look): Prepared {
  const { points, cac, payback_offset: paid } = overall;
  const say = (it: number | null) => format.money(it === null ? null : Math.round(it));
  const line = (name: string, color: string, data: readonly (number | null)[]) => ({
    ...{ name, type: 'line' as const, data: [...data], lineStyle: { width: 2, color }, itemStyle: { color } },
  });
  const marks = [
    ...(cac === null
      ? []
      : [{ name: `${names.cac} ${say(cac)}`, yAxis: cac, label: { position: 'insideEndTop' as const } }]),
    ...(paid === null
      ? []
      : [{ name: names.payback, xAxis: String(paid), label: { position: 'end' as const } }]),
  ];
  return {
    option: {
      grid: { left: 8, right: 24, top: 36, bottom: 20, containLabel: true },
      legend: { top: 0, left: 0, data: [names['net-sales'], names.margin] },
      tooltip: { trigger: 'axis', valueFormatter: (it) => say((it as number | undefined) ?? null) },
      xAxis: {
        ...{ type: 'category', data: points.map((it) => String(it.offset)) },
        ...{ name: names.offset, nameLocation: 'middle', nameGap: 24 },
      },
      yAxis: {
        type: 'value',
        axisLabel: { formatter: format.axisMoney },
        ...(cac !== null && cac > highest(points) && { max: Math.ceil(cac * 1.1) }),
      },
      series: [
        line(
          names['net-sales'],
          tokens.series[0]!,
          points.map((it) => it.net_sales),
        ),
        {
          ...line(
            names.margin,
            tokens.series[2]!,
            points.map((it) => it.margin),
          ),
          markLine: {
            ...{ symbol: 'none', silent: true, data: marks },
            lineStyle: { color: tokens.warn, type: 'dashed' },
            label: { color: tokens.warn, formatter: '{b}' },
          },
        },
      ],
    },
    table: {
      head: [names.offset, names['net-sales'], names.margin],
      rows: points.map((it) => ({ cells: [String(it.offset), say(it.net_sales), say(it.margin)] })),
    },
  };
}

/** A line across that no curve reaches would be off the picture. */
const highest = (points: CohortWorth['overall']['points']): number =>
  Math.max(0, ...points.flatMap((it) => [it.net_sales ?? 0, it.margin ?? 0]));
