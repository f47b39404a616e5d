import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { Next } from './next.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'tenth' | 'actual' | 'predicted', string>>;
}

/** Looks at customers in ten equal parts by probability: what was said of them, and what happened. */
export function prepareCalibration(
  tenths: NonNullable<Next['check']>['propensities'][number]['tenths'],
  { format, tokens, names }: Look,
): Prepared {
  const tooltip = { valueFormatter: (it: unknown) => format.share(it as number) };
  const series = (name: string, data: number[], color: string) => ({
    ...{ name, data, tooltip, type: 'bar' as const, itemStyle: { color } },
  });
  const [predicted, actual] = [tenths.map((it) => it.predicted), tenths.map((it) => it.actual)];
  return {
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 20, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...{ type: 'category', data: tenths.map((it) => String(it.tenth)) },
        ...{ name: names.tenth, nameLocation: 'middle', nameGap: 24 },
      },
      yAxis: { type: 'value', axisLabel: { formatter: (it: number) => format.share(it) } },
      series: [
        series(names.predicted, predicted, tokens.series[1]!),
        series(names.actual, actual, tokens.accent),
      ],
    },
    table: {
      head: [names.tenth, names.predicted, names.actual],
      rows: tenths.map((it) => ({
        cells: [String(it.tenth), format.share(it.predicted), format.share(it.actual)],
      })),
    },
  };
}
