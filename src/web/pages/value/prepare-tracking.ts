import type { Prepared } from '../../kit/charts/chart-data.ts';
import { formatDay, formatMonth } from '../../kit/format/dates.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { Value } from './value.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'week' | 'actual' | 'predicted' | 'cut', string>>;
}

/** Repeat purchases up to each week, as they happened and as the model says; behind the line it had seen nothing. */
export function prepareTracking(
  check: NonNullable<Value['check']>,
  { format, tokens, names }: Look,
): Prepared {
  const { weeks, calibration_end: end } = check;
  const { language } = format;
  const days = weeks.map((it) => formatDay(it.day, language));
  const cut = weeks.findIndex((it) => it.day >= end);
  const line = (name: string, data: number[], more: object = {}) => ({
    ...{ name, data, type: 'line' as const, showSymbol: false },
    tooltip: { valueFormatter: (it: unknown) => format.number(Math.round(it as number)) },
    ...more,
  });
  return {
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...{ type: 'category', data: days },
        axisLabel: {
          formatter: (_: string, n: number) => formatMonth(weeks[n]?.day.slice(0, 7) ?? '', language),
        },
      },
      yAxis: { type: 'value', axisLabel: { formatter: (it: number) => format.number(it, true) } },
      series: [
        line(
          names.actual,
          weeks.map((it) => it.actual),
        ),
        line(
          names.predicted,
          weeks.map((it) => it.predicted),
          {
            ...{
              lineStyle: { type: 'dashed', color: tokens.series[1]! },
              itemStyle: { color: tokens.series[1]! },
            },
            markLine: {
              ...{ symbol: 'none', silent: true, lineStyle: { color: tokens.muted, type: 'dotted' } },
              label: { color: tokens.muted, formatter: '{b}', position: 'insideEndTop' },
              data: cut < 0 ? [] : [{ name: names.cut, xAxis: cut }],
            },
          },
        ),
      ],
    },
    table: {
      head: [names.week, names.actual, names.predicted],
      rows: weeks.map((it, n) => ({
        cells: [days[n]!, format.number(it.actual), format.number(Math.round(it.predicted))],
      })),
    },
  };
}
