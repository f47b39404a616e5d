import type { Prepared } from '../../kit/charts/chart-data.ts';
import { addDays, addMonths, formatDay, formatMonth, formatShortDay } from '../../kit/format/dates.ts';
import type { Format } from '../../kit/format/format-of.ts';
import { peopleOf } from './people-of.ts';
import type { FunnelAnswer, FunnelView } from './use-funnel.ts';

interface TrendData {
  readonly shop: string;
  readonly answer: FunnelAnswer;
  readonly question: FunnelView['question'];
  readonly by: 'day' | 'week' | 'month';
}

interface Look {
  readonly format: Format;
  readonly names: Readonly<Record<'period' | 'began' | 'conversion' | 'open', string>>;
}

const lastOf = (period: string, by: TrendData['by']): string => {
  if (by === 'day') return period;
  return by === 'week' ? addDays(period, 6) : addDays(addMonths(period, 1), -1);
};

/** Who began as bars, the share that did every step as a line; dashed-out where its window is still open. */
export function prepareTrend({ shop, answer, question, by }: TrendData, { format, names }: Look): Prepared {
  const { periods } = answer;
  const { language } = format;
  const label = (period: string) =>
    by === 'month' ? formatMonth(period.slice(0, 7), language) : formatShortDay(period, language);
  const whole = (period: string) => (by === 'month' ? label(period) : formatDay(period, language));
  const hrefs = periods.map(({ period }) =>
    peopleOf(shop, question, { step: 1, side: 'reached', begun_from: period, begun_to: lastOf(period, by) }),
  );
  const conversion = (it: (typeof periods)[number]) =>
    `${format.share(it.conversion)}${it.is_complete ? '' : ` (${names.open})`}`;
  return {
    canWalk: true,
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, data: [names.began, names.conversion] },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: periods.map((it) => label(it.period)) },
      yAxis: [
        { type: 'value', minInterval: 1, axisLabel: { formatter: (it: number) => format.number(it, true) } },
        {
          type: 'value',
          min: 0,
          splitLine: { show: false },
          axisLabel: { formatter: (it: number) => format.share(it) },
        },
      ],
      series: [
        {
          name: names.began,
          type: 'bar',
          barMaxWidth: 24,
          data: periods.map((it, n) => ({ value: it.reached[0] ?? 0, href: hrefs[n] })),
        },
        {
          name: names.conversion,
          type: 'line',
          yAxisIndex: 1,
          symbol: 'circle',
          symbolSize: 5,
          data: periods.map((it) => ({
            value: it.conversion,
            itemStyle: { opacity: it.is_complete ? 1 : 0.35 },
          })),
          tooltip: { valueFormatter: (it) => format.share(it as number | null) },
        },
      ],
    },
    table: {
      head: [names.period, names.began, names.conversion],
      rows: periods.map((it, n) => ({
        cells: [whole(it.period), format.number(it.reached[0] ?? 0), conversion(it)],
        href: hrefs[n],
      })),
    },
  };
}
