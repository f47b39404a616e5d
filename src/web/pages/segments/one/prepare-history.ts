import type { Prepared } from '../../../kit/charts/chart-data.ts';
import type { Format } from '../../../kit/format/format-of.ts';
import type { HistoryOf } from '../segments.ts';

interface Look {
  readonly names: Readonly<Record<'at' | 'members' | 'entered' | 'left', string>>;
  readonly say: (at: string) => string;
  readonly format: Format;
}

/** Members by refresh as a line, oldest first. */
export function prepareHistory(refreshes: HistoryOf['refreshes'], { names, say, format }: Look): Prepared {
  const oldest = refreshes.toReversed();
  return {
    option: {
      grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: oldest.map((it) => say(it.at)) },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { formatter: (it: number) => format.number(it, true) },
      },
      series: [
        {
          name: names.members,
          type: 'line',
          step: 'end',
          symbol: 'circle',
          showSymbol: true,
          symbolSize: 6,
          data: oldest.map((it) => it.members),
        },
      ],
    },
    table: {
      head: [names.at, names.members, names.entered, names.left],
      rows: refreshes.map((it) => ({
        cells: [say(it.at), format.number(it.members), format.number(it.entered), format.number(it.left)],
      })),
    },
  };
}
