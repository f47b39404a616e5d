import type { FunnelAnswer } from './use-funnel.ts';

type Cell = string | number | null;

interface Saying {
  readonly language: 'zh' | 'en';
  readonly all: string;
}

/** The whole answer as rows: a step of everybody, of a value, of a period. Shares are numbers. */
export function csvRows(answer: FunnelAnswer, { language, all }: Saying): Cell[][] {
  const step = (n: number) => (answer.order === 'any' ? String(n + 1) : answer.steps[n]!.label[language]);
  const bars = (part: string, value: string, of: FunnelAnswer['bars']): Cell[][] =>
    of.map((it, n) => [
      part,
      value,
      step(n),
      it.customers,
      it.of_previous,
      it.of_first,
      it.mean_seconds,
      it.median_seconds,
    ]);
  return [
    ...bars(all, '', answer.bars),
    ...answer.values.flatMap((it) => bars('value', it.value, it.bars)),
    ...answer.periods.flatMap((it) =>
      it.reached.map((count, n): Cell[] => ['period', it.period, step(n), count, null, null, null, null]),
    ),
  ];
}
