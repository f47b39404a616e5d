import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { Next } from './next.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'days' | 'customers' | 'perDay', string>>;
}

/** Next purchases expected in each span of days, a day: spans differ in length, and a longer one would look like more. */
export function prepareAhead(ahead: Next['ahead'], { format, tokens, names }: Look): Prepared {
  const spanOf = (it: Next['ahead'][number]) => `${it.from}–${it.to}`;
  const perDay = ahead.map((it) => it.customers / (it.to - it.from + 1));
  const tenth = (it: number) => format.number(Math.round(it * 10) / 10);
  return {
    option: {
      grid: { left: 8, right: 16, top: 16, bottom: 20, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...{ type: 'category', data: ahead.map(spanOf) },
        ...{ name: names.days, nameLocation: 'middle', nameGap: 24 },
      },
      yAxis: { type: 'value' },
      series: [
        {
          ...{ name: names.perDay, type: 'bar', data: perDay, itemStyle: { color: tokens.accent } },
          tooltip: { valueFormatter: (it: unknown) => tenth(it as number) },
        },
      ],
    },
    table: {
      head: [names.days, names.customers, names.perDay],
      rows: ahead.map((it, n) => ({
        cells: [spanOf(it), format.number(Math.round(it.customers)), tenth(perDay[n]!)],
      })),
    },
  };
}
