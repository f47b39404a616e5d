import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import type { Answer } from '../../client/ask.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { addDays, formatMonth, formatShortDay } from '../../kit/format/dates.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';

export type Growth = Answer<'/api/shops/{shop}/analytics/social/growth'>;

interface Look {
  readonly format: Format;
  readonly tokens: Pick<Tokens, 'series'>;
  /** Slug, where its customers may be opened. */
  readonly shop: string | undefined;
  readonly names: Readonly<
    Record<'period' | 'newcomers' | 'invitations' | 'customers' | 'per-customer' | 'conversion' | 'k', string>
  >;
}

/** Newcomers of each period as bars that open them, and the K-factor as a line over them. */
export function prepareGrowth(growth: Growth, { format, tokens, shop, names }: Look): Prepared {
  const { periods, to } = growth;
  const labels = periods.map(({ period }) =>
    growth.by === 'month'
      ? formatMonth(period.slice(0, 7), format.language)
      : formatShortDay(period, format.language),
  );
  const href = (n: number): string | undefined => {
    const [one, next] = [periods[n]!, periods[n + 1]];
    if (shop === undefined || one.newcomers === 0) return undefined;
    const from = n === 0 ? growth.from : one.period;
    const days = { from, to: next === undefined ? to : addDays(next.period, -1) };
    return customersAddress(shop, { behaviour: writeBehaviour('growth', { ...days, side: 'newcomers' }) });
  };
  const k = (value: number | null) => format.fixed(value, 3);
  return {
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, data: [names.newcomers, names.k] },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: labels },
      yAxis: [
        { type: 'value', minInterval: 1, axisLabel: { formatter: (it: number) => format.number(it, true) } },
        {
          type: 'value',
          splitLine: { show: false },
          axisLabel: { formatter: (it: number) => format.fixed(it, 2) },
        },
      ],
      series: [
        {
          ...{ name: names.newcomers, type: 'bar' as const, barMaxWidth: 28 },
          data: periods.map((it, n) => ({ value: it.newcomers, href: href(n) })),
        },
        {
          ...{ name: names.k, type: 'line' as const, yAxisIndex: 1 },
          ...{ itemStyle: { color: tokens.series[1]! }, lineStyle: { color: tokens.series[1]! } },
          tooltip: { valueFormatter: (it) => k((it as number | undefined) ?? null) },
          data: periods.map((it) => it.k),
        },
      ],
    },
    table: {
      head: [
        ...[names.period, names.customers, names.invitations, names.newcomers],
        ...[names['per-customer'], names.conversion, names.k],
      ],
      rows: periods.map((it, n) => ({
        cells: [
          ...[
            labels[n]!,
            format.number(it.customers),
            format.number(it.invitations),
            format.number(it.newcomers),
          ],
          ...[format.fixed(it.invitations_per_customer, 2), format.share(it.conversion), k(it.k)],
        ],
        href: href(n),
      })),
    },
  };
}
