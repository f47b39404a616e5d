import { expect, test } from 'vitest';
import { formatOf } from '../../kit/format/format-of.ts';
import { prepareTrend } from './prepare-trend.ts';
import type { FunnelAnswer } from './use-funnel.ts';

const names = { period: '<period>', began: '<began>', conversion: '<conversion>', open: '<open>' };
const look = { format: formatOf('CNY', 'zh-CN'), names };

const period = (day: string, reached: number[], is_complete = true): FunnelAnswer['periods'][number] => ({
  ...{ period: day, reached, is_complete, conversion: reached[0] ? reached.at(-1)! / reached[0] : null },
});

const question = {
  ...{ from: '2026-01-01', to: '2026-02-28', steps: 'A,B', window: '7d' },
  ...{ order: 'ordered' as const, attempt: 'furthest' as const },
};

test('who began and the share that went on, each period with its people; an open window says so', () => {
  const answer = {
    periods: [period('2026-01-01', [10, 4]), period('2026-02-01', [0, 0], false)],
  } as FunnelAnswer;
  const { table, option } = prepareTrend({ shop: 'demo', answer, question, by: 'month' }, look);
  expect(table.rows.map(({ cells }) => cells)).toEqual([
    ['2026-01', '10', '40%'],
    ['2026-02', '0', '– (<open>)'],
  ]);
  const behaviour = new URLSearchParams(table.rows[1]!.href!.split('?')[1]).get('behaviour')!;
  expect(behaviour).toBe(
    'funnel?from=2026-01-01&to=2026-02-28&steps=A%2CB&window=7d&order=ordered&attempt=furthest&step=1&side=reached&begun_from=2026-02-01&begun_to=2026-02-28',
  );
  expect((option.xAxis as { data: string[] }).data).toEqual(['2026-01', '2026-02']);
});
