import type { ForecastAnswer } from '../../../contract/forecast.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import { withRoom } from '../../kit/charts/with-room.ts';
import { formatDay, formatShortDay } from '../../kit/format/dates.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<
    Record<'sold' | 'expected' | 'interval' | 'low' | 'high' | 'period' | 'effect', string>
  >;
  readonly labelOf: (flag: string) => string;
}

/** What was sold as a line, what is expected dashed within its interval, occasions where they begin. */
export function prepareSeries(answer: ForecastAnswer, { format, tokens, names, labelOf }: Look): Prepared {
  const { history, forecast } = answer;
  const periods = [...history, ...forecast].map((it) => it.period);
  const { language } = format;
  const short = (_: string, n: number) => formatShortDay(periods[n] ?? '', language);
  const before = history.map(() => null);
  const gap = <T>(values: readonly T[]): (T | null)[] => [...before, ...values];
  const say = (it: unknown) =>
    format.number(it === null || it === undefined ? null : Math.round(Number(it) * 10) / 10);
  const band = {
    type: 'line' as const,
    stack: 'interval',
    silent: true,
    lineStyle: { opacity: 0 },
    symbol: 'none',
  };
  return {
    option: {
      grid: { left: 8, right: 16, top: 48, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, data: [names.sold, names.expected, names.interval] },
      tooltip: { trigger: 'axis', valueFormatter: say },
      xAxis: {
        ...{ type: 'category', boundaryGap: false, data: periods.map((it) => formatDay(it, language)) },
        axisLabel: { formatter: short },
      },
      yAxis: { type: 'value', axisLabel: { formatter: (it: number) => format.number(it, true) } },
      series: [
        {
          ...{ name: names.sold, type: 'line' as const, data: history.map((it) => it.units) },
          ...{ lineStyle: { width: 1.5, color: tokens.accent }, itemStyle: { color: tokens.accent } },
          markLine: marksOf(answer, tokens, labelOf),
        },
        { ...band, name: names.low, data: gap(forecast.map((it) => it.low)), tooltip: { show: false } },
        {
          ...{ ...band, name: names.interval, data: gap(forecast.map((it) => it.high - it.low)) },
          ...{
            areaStyle: { color: tokens.series[1]!, opacity: 0.22 },
            itemStyle: { color: tokens.series[1]! },
          },
          tooltip: { show: false },
        },
        {
          ...{ name: names.expected, type: 'line' as const, data: gap(forecast.map((it) => it.mean)) },
          ...{ lineStyle: { width: 2, type: 'dashed' as const, color: tokens.series[1]! } },
          itemStyle: { color: tokens.series[1]! },
        },
      ],
    },
    table: {
      head: [names.period, names.expected, names.low, names.high, names.effect],
      rows: forecast.map((it) => ({
        cells: [
          formatDay(it.period, language),
          say(it.mean),
          say(it.low),
          say(it.high),
          it.flags.map(labelOf).join(' '),
        ],
      })),
    },
  };
}

/** Days around an occasion are told by its multiplier; on the picture only the occasion itself is named, once. */
const around = /-(before|after)$/;

/** How much of the axis the name of an occasion takes, at most. */
const NAME = 1 / 8;

/** Occasions where they begin. Where names would run into each other, an occasion's stays before a campaign's. */
function marksOf({ history, forecast }: ForecastAnswer, tokens: Tokens, labelOf: (flag: string) => string) {
  const all = [...history, ...forecast];
  const begun = all.flatMap((it, index) =>
    it.flags
      .filter((flag) => !around.test(flag) && !(all[index - 1]?.flags.includes(flag) ?? false))
      .map((flag) => ({ index, label: labelOf(flag), isOwn: flag === 'campaign' })),
  );
  const marks = withRoom(
    begun.toSorted((a, b) => Number(a.isOwn) - Number(b.isOwn)),
    all.length * NAME,
  );
  return {
    ...{ symbol: 'none', silent: true, data: marks.map((it) => ({ name: it.label, xAxis: it.index })) },
    lineStyle: { color: tokens.warn, type: 'dotted' as const },
    label: { color: tokens.warn, formatter: '{b}' },
  };
}
