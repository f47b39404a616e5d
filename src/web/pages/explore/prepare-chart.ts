import type { ChartTable, Prepared } from '../../kit/charts/chart-data.ts';
import type { EChartsOption } from '../../kit/charts/echarts.ts';
import type { Keys } from './arrange.ts';
import type { Measure } from './calculate.ts';
import { type Kind, mostSeries } from './chart-rules.ts';
import type { Picture, Series } from './series.ts';

/** A picture as ECharts wants it, and the same as a table. Pure; drawing decides nothing. */

/** Kinds that are pictures; a table is one of figures, a heat map one with a ground behind them. */
export type Drawn = Exclude<Kind, 'table' | 'heat-map'>;

export interface Saying {
  /** A value of a dimension, for the reader. */
  readonly name: (dimension: string, value: string) => string;
  readonly measureName: (measure: Measure) => string;
  readonly figure: (measure: Measure, value: number | null, compact?: boolean) => string;
  /** Address of the people in a cell, where there is one. */
  readonly href: (measure: Measure, cell: Keys) => string | undefined;
}

export function prepareChart(kind: Drawn, picture: Picture, say: Saying): Prepared {
  const shown = { ...picture, series: picture.series.slice(0, mostSeries) };
  return { option: options[kind](shown, say), table: tableOf(picture, say) };
}

type Option = (picture: Picture, say: Saying) => EChartsOption;

/** What a line is called: its values, and its measure where there are several. */
function nameOf({ keys, measure }: Series, { others, series }: Picture, say: Saying): string {
  const values = keys.map((value, at) => say.name(others[at]!, value));
  const isOnly = new Set(series.map((it) => it.measure.code)).size === 1;
  return [...values, ...(isOnly && values.length > 0 ? [] : [say.measureName(measure)])].join(' · ');
}

const categoryNames = ({ along, categories }: Picture, say: Saying): string[] =>
  categories.map((it) => (along === undefined ? '' : say.name(along, it)));

function tableOf(picture: Picture, say: Saying): ChartTable {
  const names = categoryNames(picture, say);
  return {
    head: ['', ...picture.series.map((it) => nameOf(it, picture, say))],
    rows: names.map((name, n) => ({
      cells: [name, ...picture.series.map(({ measure, values }) => say.figure(measure, values[n] ?? null))],
      href:
        picture.series.length === 1
          ? say.href(picture.series[0]!.measure, picture.series[0]!.cells[n]!)
          : undefined,
    })),
  };
}

/** One axis of figures for each unit: money and counts do not share one. */
function figureAxes({ series }: Picture, say: Saying): { unit: string; option: object }[] {
  const units = [...new Set(series.map(({ measure }) => measure.unit))].slice(0, 2);
  return units.map((unit) => {
    const measure = series.find((it) => it.measure.unit === unit)!.measure;
    const formatter = (value: number) => say.figure(measure, value, true);
    return { unit, option: { type: 'value', axisLabel: { formatter }, splitNumber: 4 } };
  });
}

const points = ({ measure, values, cells }: Series, say: Saying) =>
  values.map((value, n) => ({ value: value as number, href: say.href(measure, cells[n]!) }));

/** Names side by side that are longer in all than these letters would hide each other: their bars lie. */
const mostLetters = 40;

const liesDown = ({ categories, along }: Picture, names: readonly string[]): boolean =>
  categories.length > 1 && along !== undefined && !isTimeName(along) && names.join('').length > mostLetters;

const isTimeName = (code: string): boolean => ['day', 'week', 'month', 'quarter', 'year'].includes(code);

interface Look {
  readonly type: 'bar' | 'line';
  readonly extra?: object;
}

const cartesian =
  ({ type, extra = {} }: Look): Option =>
  (picture, say) => {
    const names = categoryNames(picture, say);
    const axes = figureAxes(picture, say);
    const lies = type === 'bar' && liesDown(picture, names);
    const category = {
      type: 'category',
      data: names,
      inverse: lies,
      axisLabel: { hideOverlap: true },
    } as const;
    const figures = axes.map(({ option }) => option);
    return {
      ...{ legend: { type: 'plain', top: 0, left: 0 }, tooltip: tooltip(picture, say) },
      grid: { left: 8, right: 16, top: picture.series.length > 6 ? 64 : 36, bottom: 8, containLabel: true },
      xAxis: lies ? figures : category,
      yAxis: lies ? category : figures,
      series: picture.series.map((it) => ({
        ...{ type, name: nameOf(it, picture, say), data: points(it, say), barMaxWidth: 28, ...extra },
        [lies ? 'xAxisIndex' : 'yAxisIndex']: axes.findIndex(({ unit }) => unit === it.measure.unit),
      })),
    } as EChartsOption;
  };

const tooltip = (picture: Picture, say: Saying) => ({
  trigger: 'axis' as const,
  formatter: (items: unknown) => {
    const list = items as { seriesIndex: number; value: number | null; marker: string; name: string }[];
    const lines = list.map(({ seriesIndex, value, marker }) => {
      const series = picture.series[seriesIndex]!;
      return `${marker}${escaped(nameOf(series, picture, say))} <b>${escaped(say.figure(series.measure, value ?? null))}</b>`;
    });
    return [escaped(list[0]?.name ?? ''), ...lines].join('<br>');
  },
});

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (it) => escapes[it]!);

const pie: Option = (picture, say) => {
  const [series] = picture.series;
  const names = categoryNames(picture, say);
  const data = series!.values.map((value, n) => ({
    ...{ name: names[n]!, value: value ?? 0, href: say.href(series!.measure, series!.cells[n]!) },
  }));
  const formatter = (it: unknown) => {
    const { name, value, percent } = it as { name: string; value: number; percent: number };
    return `${escaped(name)}<br><b>${escaped(say.figure(series!.measure, value))}</b> · ${percent}%`;
  };
  return {
    tooltip: { trigger: 'item', formatter },
    series: [
      {
        type: 'pie',
        radius: ['38%', '68%'],
        data,
        label: { formatter: '{b} {d}%', color: 'inherit', textBorderWidth: 0 },
      },
    ],
  } as EChartsOption;
};

const scatter: Option = (picture, say) => {
  const [x, y] = picture.series;
  const names = categoryNames(picture, say);
  const axis = (it: Series) => ({
    ...{ type: 'value', name: say.measureName(it.measure), nameLocation: 'middle', nameGap: 32, scale: true },
    axisLabel: { formatter: (value: number) => say.figure(it.measure, value, true) },
  });
  const formatter = (it: unknown) => {
    const { dataIndex: n } = it as { dataIndex: number };
    const told = [x!, y!].map(
      (one) =>
        `${escaped(say.measureName(one.measure))} <b>${escaped(say.figure(one.measure, one.values[n] ?? null))}</b>`,
    );
    return [escaped(names[n]!), ...told].join('<br>');
  };
  return {
    ...{
      tooltip: { trigger: 'item', formatter },
      grid: { left: 24, right: 24, top: 24, bottom: 40, containLabel: true },
    },
    ...{ xAxis: axis(x!), yAxis: axis(y!) },
    series: [
      {
        ...{ type: 'scatter', symbolSize: 12, itemStyle: { opacity: 0.75 } },
        data: names.map((name, n) => ({
          ...{ name, value: [x!.values[n], y!.values[n]], href: say.href(x!.measure, x!.cells[n]!) },
        })),
        // More names than these would lie over each other; the tooltip and the table have them.
        label: { show: names.length <= 12, formatter: '{b}', position: 'top', fontSize: 11 },
      },
    ],
  } as EChartsOption;
};

const options: Record<Drawn, Option> = {
  ...{ bar: cartesian({ type: 'bar' }), 'stacked-bar': cartesian({ type: 'bar', extra: { stack: 'all' } }) },
  line: cartesian({ type: 'line', extra: { connectNulls: false, showSymbol: false } }),
  area: cartesian({ type: 'line', extra: { stack: 'all', areaStyle: { opacity: 0.35 }, showSymbol: false } }),
  ...{ pie, scatter },
};
