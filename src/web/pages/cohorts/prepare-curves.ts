import type { CohortsAnswer } from '../../../contract/cohorts.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'overall' | 'offset' | 'cohorts', string>>;
  /** How a value of the breakdown is called. */
  readonly nameOf: (value: string) => string;
}

type Rates = readonly (number | null)[];

/** A rate as the value's own kind: a share of customers, orders or money a customer. */
function sayRate({ value }: CohortsAnswer, format: Format): (rate: number | null) => string {
  if (value === 'customers') return format.share;
  return value === 'orders'
    ? (it) => format.number(it)
    : (it) => format.money(it === null ? null : Math.round(it));
}

const axisOf =
  ({ value }: CohortsAnswer, format: Format) =>
  (rate: number): string => {
    if (value === 'customers') return format.share(rate);
    return value === 'orders' ? format.number(rate) : format.axisMoney(rate);
  };

/** The curve of all cohorts, and thin beside it those of the breakdown, or of each cohort where nothing is broken down. */
export function prepareCurves(answer: CohortsAnswer, { format, tokens, names, nameOf }: Look): Prepared {
  const longest = Math.max(answer.curve.length, ...answer.groups.map((it) => it.curve.length));
  const offsets = Array.from({ length: longest }, (_, n) => n);
  const along = (points: readonly { offset: number; rate: number | null }[]): Rates =>
    offsets.map((n) => points.find((it) => it.offset === n)?.rate ?? null);
  const beside = answer.groups.map((it) => ({ name: nameOf(it.value), rates: along(it.curve) }));
  const single = answer.rows.map((it) => along(it.cells.filter((cell) => cell.whole)));
  const all = { name: names.overall, rates: along(answer.curve) };
  const say = sayRate(answer, format);
  return {
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 20, containLabel: true },
      legend: { top: 0, left: 0, type: 'plain', data: [names.overall, ...beside.map((it) => it.name)] },
      tooltip: { trigger: 'axis', valueFormatter: (it) => say((it as number | undefined) ?? null) },
      xAxis: {
        type: 'category',
        data: offsets.map(String),
        name: names.offset,
        nameLocation: 'middle',
        nameGap: 24,
      },
      yAxis: { type: 'value', axisLabel: { formatter: axisOf(answer, format) } },
      series: [
        ...(beside.length > 0 ? [] : single.map((rates) => thin(rates, tokens))),
        ...beside.map(({ name, rates }) => ({ name, type: 'line' as const, data: [...rates] })),
        {
          ...{ name: names.overall, type: 'line' as const, data: [...all.rates], z: 3 },
          ...{ lineStyle: { width: 3, color: tokens.accent }, itemStyle: { color: tokens.accent } },
        },
      ],
    },
    table: {
      head: [names.offset, names.overall, names.cohorts, ...beside.map((it) => it.name)],
      rows: offsets.map((n) => ({
        cells: [
          String(n),
          say(all.rates[n] ?? null),
          format.number(answer.curve[n]?.cohorts ?? 0),
          ...beside.map((it) => say(it.rates[n] ?? null)),
        ],
      })),
    },
  };
}

const thin = (rates: Rates, tokens: Tokens) => ({
  ...{ type: 'line' as const, data: [...rates], silent: true, tooltip: { show: false } },
  lineStyle: { width: 1, color: tokens.muted, opacity: 0.35 },
});
