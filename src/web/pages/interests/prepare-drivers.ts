import type { Answer } from '../../client/ask.ts';
import type { Prepared } from '../../kit/charts/chart-data.ts';
import type { Format } from '../../kit/format/format-of.ts';

type Driver = Answer<'/api/shops/{shop}/analytics/interests'>['drivers'][number];

interface Look {
  readonly format: Format;
  readonly halfLife: number;
  readonly names: Readonly<Record<'age' | 'share' | 'signs', string>>;
  readonly nameOf: (source: Driver['source']) => string;
  readonly ageOf: (range: string) => string;
}

const sources = ['purchase', 'near', 'look'] as const;
const OLDEST = 4;

/** Share of all decayed weight by the age of the signs, a part of each column for each kind of sign. */
export function prepareDrivers(
  drivers: readonly Driver[],
  { format, halfLife, names, nameOf, ageOf }: Look,
): Prepared {
  const ages = Array.from({ length: OLDEST + 1 }, (_, n) => n);
  const of = (source: Driver['source'], age: number) =>
    drivers.find((it) => it.source === source && it.age === age);
  const labels = ages.map((age) =>
    ageOf(age === OLDEST ? `${age * halfLife}+` : `${age * halfLife}–${(age + 1) * halfLife - 1}`),
  );
  const share = (it: unknown) => format.share((it as number | undefined) ?? 0);
  return {
    option: {
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: labels },
      yAxis: { type: 'value', axisLabel: { formatter: share } },
      series: sources.map((source) => ({
        ...{ name: nameOf(source), type: 'bar' as const, stack: 'weight', barMaxWidth: 48 },
        tooltip: { valueFormatter: share },
        data: ages.map((age) => of(source, age)?.share ?? 0),
      })),
    },
    table: {
      head: [
        names.age,
        ...sources.flatMap((it) => [`${nameOf(it)} · ${names.share}`, `${nameOf(it)} · ${names.signs}`]),
      ],
      rows: ages.map((age, n) => ({
        cells: [
          labels[n]!,
          ...sources.flatMap((source) => {
            const it = of(source, age);
            return [format.share(it?.share ?? 0), format.number(it?.signs ?? 0)];
          }),
        ],
      })),
    },
  };
}
