import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { Churn } from './churn.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'tenth' | 'actual' | 'predicted' | 'lift', string>>;
}

/** Customers of the check in ten equal parts by risk: what was said of them, and what happened. */
export function prepareTenths(
  tenths: NonNullable<Churn['check']>['tenths'],
  { format, tokens, names }: Look,
): Prepared {
  const tooltip = { valueFormatter: (it: unknown) => format.share(it as number) };
  const series = (name: string, data: number[], color: string) => ({
    ...{ name, data, tooltip, type: 'bar' as const, itemStyle: { color } },
  });
  return {
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 20, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...{ type: 'category', data: tenths.map((it) => String(it.tenth)) },
        ...{ name: names.tenth, nameLocation: 'middle', nameGap: 24 },
      },
      yAxis: { type: 'value', max: 1, axisLabel: { formatter: (it: number) => format.share(it) } },
      series: [
        series(
          names.predicted,
          tenths.map((it) => it.predicted),
          tokens.series[1]!,
        ),
        series(
          names.actual,
          tenths.map((it) => it.actual),
          tokens.accent,
        ),
      ],
    },
    table: {
      head: [names.tenth, names.predicted, names.actual, names.lift],
      rows: tenths.map((it) => ({
        cells: [
          ...[String(it.tenth), format.share(it.predicted), format.share(it.actual)],
          it.lift === null ? '–' : format.number(Math.round(it.lift * 100) / 100),
        ],
      })),
    },
  };
}
