import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Social } from './social.ts';

type ByKind = Social['by_kind'][number];

interface Look {
  readonly format: Format;
  readonly names: Readonly<Record<'kind' | 'brought' | 'won' | 'value', string>>;
  readonly nameOf: (kind: ByKind['kind']) => string;
}

/** New customers each kind of tie brought, beside those of them who were won. */
export function prepareKinds(kinds: readonly ByKind[], { format, names, nameOf }: Look): Prepared {
  const bars = (name: string, data: number[]) => ({
    ...{ name, data, type: 'bar' as const, barMaxWidth: 36 },
    tooltip: { valueFormatter: (it: unknown) => format.number((it as number | undefined) ?? 0) },
  });
  return {
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: kinds.map((it) => nameOf(it.kind)) },
      yAxis: {
        ...{ type: 'value', minInterval: 1 },
        axisLabel: { formatter: (it: number) => format.number(it, true) },
      },
      series: [
        bars(
          names.brought,
          kinds.map((it) => it.brought),
        ),
        bars(
          names.won,
          kinds.map((it) => it.won),
        ),
      ],
    },
    table: {
      head: [names.kind, names.brought, names.won, names.value],
      rows: kinds.map((it) => ({
        cells: [nameOf(it.kind), format.number(it.brought), format.number(it.won), format.money(it.value)],
      })),
    },
  };
}
