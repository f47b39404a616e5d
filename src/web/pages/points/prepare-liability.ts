import type { Answer } from '../../client/ask.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import { formatDay, formatShortDay } from '../../kit/format/dates.ts';
import type { Format } from '../../kit/format/format-of.ts';

type Day = Answer<'/api/shops/{shop}/points/liability'>['days'][number];
const flows = ['issued', 'spent', 'expired', 'revoked'] as const;

interface Look {
  readonly format: Format;
  readonly names: Readonly<Record<(typeof flows)[number] | 'day' | 'outstanding', string>>;
}

/** What came as bars upwards, what went downwards, what was outstanding as a line. */
export function prepareLiability(days: readonly Day[], { format, names }: Look): Prepared {
  const { language } = format;
  return {
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: days.map(({ day }) => formatShortDay(day, language)) },
      yAxis: [
        { type: 'value', axisLabel: { formatter: (it: number) => format.number(it, true) } },
        {
          type: 'value',
          splitLine: { show: false },
          axisLabel: { formatter: (it: number) => format.number(it, true) },
        },
      ],
      series: [
        ...flows.map((flow) => ({
          ...{ name: names[flow], type: 'bar' as const, stack: 'flow', barMaxWidth: 20 },
          data: days.map((it) => (flow === 'issued' ? it[flow] : -it[flow] || 0)),
        })),
        {
          ...{ name: names.outstanding, type: 'line', yAxisIndex: 1, showSymbol: false },
          data: days.map(({ outstanding }) => outstanding),
        },
      ],
    },
    table: {
      head: [names.day, ...flows.map((flow) => names[flow]), names.outstanding],
      rows: days.map((it) => ({
        cells: [
          formatDay(it.day, language),
          ...flows.map((flow) => format.number(it[flow])),
          format.number(it.outstanding),
        ],
      })),
    },
  };
}
