import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';
import type { Tokens } from '../../kit/theme/tokens.ts';
import type { Learnt } from './recommendations.ts';

type Judged = NonNullable<Learnt['check']>['methods'][number];

interface Look {
  readonly format: Format;
  readonly tokens: Tokens;
  readonly names: Readonly<Record<'method' | 'recall' | 'between' | 'ndcg' | 'coverage', string>>;
  readonly nameOf: (method: Judged['method']) => string;
}

/** Recall of each method, the shop's own mix in the accent colour. */
export function prepareMethods(
  methods: readonly Judged[],
  { format, tokens, names, nameOf }: Look,
): Prepared {
  return {
    option: {
      grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...{ type: 'category', data: methods.map((it) => nameOf(it.method)) },
        axisLabel: { interval: 0, overflow: 'break', width: 90 },
      },
      yAxis: {
        type: 'value',
        name: names.recall,
        axisLabel: { formatter: (it: number) => format.share(it) },
      },
      series: [
        {
          ...{ name: names.recall, type: 'bar' },
          tooltip: { valueFormatter: (it: unknown) => format.share(it as number) },
          data: methods.map((it) => ({
            value: it.recall_at_10,
            itemStyle: { color: it.method === 'mix' ? tokens.accent : tokens.series[1]! },
          })),
        },
      ],
    },
    table: {
      head: [names.method, names.recall, names.between, names.ndcg, names.coverage],
      rows: methods.map((it) => ({
        cells: [
          ...[nameOf(it.method), format.share(it.recall_at_10)],
          `${format.share(it.recall_low)} – ${format.share(it.recall_high)}`,
          ...[format.fixed(it.ndcg_at_10, 3), format.share(it.coverage)],
        ],
      })),
    },
  };
}
